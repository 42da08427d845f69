import { expect } from 'chai';

import {
  ANY_TEXT,
  FrameReader,
  IntegerField,
  LevelsField,
  TextField,
  type FramePart,
} from '../../src/codec/index.js';

const id = new IntegerField();
const name = new TextField();
const bids = new LevelsField();
const parts: readonly FramePart[] = [
  '{"id":',
  id,
  { optional: [',"note":"', ANY_TEXT, '"'] },
  ',"name":"',
  name,
  '","bids":',
  bids,
];
const reader = new FrameReader([
  [...parts, '}'],
  ['{"of":"', ANY_TEXT, '","data":', ...parts, '}}'],
]);

describe('FrameReader', () => {
  for (const [what, text] of [
    ['its first shape', '{"id":12,"name":"x y","bids":[["1.50","2"],["1","0.3"]]}'],
    ['another shape', '{"of":"all","data":{"id":12,"name":"x y","bids":[["1.50","2"],["1","0.3"]]}}'],
    ['an optional part', '{"id":12,"note":"{}","name":"x y","bids":[["1.50","2"],["1","0.3"]]}'],
  ] as const) {
    it(`reads a frame of ${what}`, () => {
      expect(reader.read(text)).to.equal(true);
      expect([id.value, name.value, bids.value.numbers]).to.deep.equal([12, 'x y', [1.5, 2, 1, 0.3]]);
    });
  }

  const frame = '{"of":"all","data":{"id":12,"note":"{}","name":"x y","bids":[["1.50","2"],["1","0.3"]]}}';

  it('reads no frame that is cut off, and none that goes on', () => {
    expect(reader.read(frame)).to.equal(true);
    for (let length = 0; length < frame.length; length++) {
      expect(reader.read(frame.slice(0, length)), frame.slice(0, length)).to.equal(false);
    }
    for (const more of ['}', ' ', '\0', 'é']) expect(reader.read(frame + more)).to.equal(false);
  });

  // What a frame ends with, and whether it is one when it ends after each of its letters, the first of them included.
  for (const [what, ending, text, isFrame] of [
    ['an integer', [id], '1234567', () => true],
    ['a text', ['"', name, '"'], '"letters"', () => false],
    ['a text that is passed over', ['"', ANY_TEXT, '"'], '"letters"', () => false],
    ['letters that may be missing', ['1', { optional: ['234567'] }], '1234567', (length) => length === 1],
    ['levels', [bids], '[["12.75","34.5"],["11","0.25"]]', () => false],
  ] satisfies readonly (readonly [string, readonly FramePart[], string, (length: number) => boolean])[]) {
    it(`reads nothing of the frame before it, where a shorter one ends early in ${what}`, () => {
      const cut = new FrameReader([ending]);
      for (let length = 1; length < text.length; length++) {
        cut.read(text);
        expect(cut.read(text.slice(0, length)), text.slice(0, length)).to.equal(isFrame(length));
        if (ending[0] === id) expect(id.value).to.equal(Number(text.slice(0, length)));
      }
    });
  }

  it('reads no frame with another letter in place of one of its form', () => {
    // Of texts and of numbers anything may be another value of theirs.
    const values = ['all', '12', '{}', 'x y', '1.50', '2', '1', '0.3'];
    const form = Array.from(frame, (_, at) =>
      values.every((value) => {
        const from = frame.lastIndexOf(value, at);
        return from < 0 || at >= from + value.length;
      }),
    );
    expect(form.filter(Boolean)).to.have.lengthOf.above(frame.length / 2);
    for (let at = 0; at < frame.length; at++) {
      if (!form[at]) continue;
      const changed = `${frame.slice(0, at)}~${frame.slice(at + 1)}`;
      expect(reader.read(changed), changed).to.equal(false);
    }
  });

  it('gives one text for what comes again, whatever came between, and never another one', () => {
    const symbols = Array.from({ length: 5000 }, (_, at) => `S${at}USDT`);
    for (let round = 0; round < 2; round++) {
      for (const symbol of symbols) {
        expect(reader.read(`{"id":1,"name":"${symbol}","bids":[]}`)).to.equal(true);
        expect(name.value).to.equal(symbol);
      }
    }
    // Different texts of one hash.
    for (const text of ['Aa', 'BB', 'Aa', '']) {
      expect(reader.read(`{"id":1,"name":"${text}","bids":[]}`)).to.equal(true);
      expect(name.value).to.equal(text);
    }
  });

  it('reads frames of any length', () => {
    const levels = Array.from({ length: 2000 }, (_, at) => [String(at + 1), '0.5']);
    expect(reader.read(`{"id":1,"name":"x","bids":${JSON.stringify(levels)}}`)).to.equal(true);
    expect(bids.value.length).to.equal(2000);
    expect(bids.value.at(1999)?.priceText).to.equal('2000');
    expect(reader.read(frame)).to.equal(true);
    for (let length = 4080; length < 4110; length++) {
      const long = `{"id":1,"name":"${'x'.repeat(length - 28)}","bids":[]}`;
      expect(long).to.have.lengthOf(length);
      expect(new FrameReader([[...parts, '}']]).read(long), String(length)).to.equal(true);
      // Letters that are looked for where the text ends.
      expect(new FrameReader([[...parts, ',"more":{}}']]).read(long), String(length)).to.equal(false);
    }
  });

  it('leaves letters beyond ASCII to the JSON parser', () => {
    expect(reader.read('{"id":1,"name":"币安","bids":[]}')).to.equal(false);
    expect(reader.read('{"id":1,"name":"\ud800","bids":[]}')).to.equal(false);
    for (const of of ['币安', 'é', '\ud83d\ude00', '币'.repeat(4000)])
      expect(reader.read(`{"of":"${of}","data":{"id":1,"name":"x","bids":[]}}`)).to.equal(false);
    expect(reader.read('{"of":"e","data":{"id":1,"name":"x","bids":[]}}')).to.equal(true);
  });
});
