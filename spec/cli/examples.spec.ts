import { readFileSync, readdirSync } from 'node:fs';

import { expect } from 'chai';

type Fields = Readonly<Record<string, unknown>>;

const FOLDER = 'docs/examples';

/** The inputs of a marble file, by the names of their fields. */
const marblesOf = (name: string): readonly Fields[] =>
  readFileSync(`marbles/orders/trackOrders/${name}.txt`, 'utf8')
    .split('\n')
    .flatMap((line) => /^[a-z] := (.*)$/.exec(line)?.[1] ?? [])
    .map((json) => {
      const { input, ...fields } = JSON.parse(json) as Fields;
      return { _tag: input, ...fields };
    });

describe('docs/examples', () => {
  for (const file of readdirSync(FOLDER)) {
    it(`${file} is the history of the marble file of that name`, () => {
      const inputs = readFileSync(`${FOLDER}/${file}`, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Fields);
      const marbles = marblesOf(file.replace('.jsonl', ''));
      expect(marbles.length).to.be.above(1);
      expect(inputs).to.have.lengthOf(marbles.length);
      for (const [at, marble] of marbles.entries()) {
        const { venue, ...input } = inputs[at]!;
        expect(venue).to.equal('bittrex');
        expect(input).to.deep.include(marble);
      }
      const times = inputs.map(({ receivedAt }) => Number(receivedAt));
      expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    });
  }
});
