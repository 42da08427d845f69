import { expect } from 'chai';
import fc from 'fast-check';

import { clientOrderIds, type ClientOrderIdOptions } from '../../src/orders/index.js';

const PAIR = { side: 'buy', base: 'BTC', quote: 'USDT' } as const;
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678) + 0.123;
const HEX = '0123456789abcdef';

/** What venues take: most, lower case only, hexadecimal, numbers, with signs. */
const alphabets = fc.constantFrom(
  undefined,
  'abcdefghijklmnopqrstuvwxyz0123456789',
  HEX,
  '0123456789',
  'BSab-_.:01',
);

describe('clientOrderIds', () => {
  it('gives prefix, side, initials of the pair, time and instance', () => {
    const issue = clientOrderIds({ instance: 'k3', prefix: 'of', maxLength: 32 });
    expect(issue(PAIR, 0)).to.deep.equal({ clientId: 'ofBBCUT000000000k3', tick: 0 });
    expect(issue({ side: 'sell', base: 'ETH', quote: 'X' }, 1.5).clientId).to.equal('ofSEHXX0000000OCk3');
    expect(issue(PAIR, NOW)).to.deep.equal({ clientId: 'ofBBCUT85qiDvoxHk3', tick: 1767323045678123 });
  });

  it('spells it in the venue’s characters', () => {
    const of = (alphabet: string, base: string) =>
      clientOrderIds({ instance: '1', maxLength: 40, alphabet })({ side: 'sell', base, quote: 'usd' }, 0.001)
        .clientId;
    expect(of('abcdefghijklmnopqrstuvwxyz0123456789', 'ETH')).to.equal('sehud000000000011');
    expect(of(HEX.toUpperCase(), 'eth')).to.equal('0E00D000000000000011');
    expect(of(HEX, '1INCH')).to.equal('010' + '0d' + '000000000000011');
    expect(of('0123456789', 'ETH')).to.equal('00000' + '0000000000000001' + '1');
  });

  it('goes on where the clock stands, goes back, or was ahead before', () => {
    const issue = clientOrderIds({ instance: 'a', maxLength: 20 });
    const first = issue(PAIR, 5);
    const second = issue(PAIR, 5, first.tick);
    const third = issue(PAIR, 4, second.tick);
    expect([first.tick, second.tick, third.tick]).to.deep.equal([5000, 5001, 5002]);
    expect(issue(PAIR, 6, third.tick).tick).to.equal(6000);
  });

  const refused: readonly (readonly [string, Partial<ClientOrderIdOptions>, string])[] = [
    ['no instance', { instance: '' }, 'instance is empty'],
    [
      'an instance that the venue does not take',
      { instance: 'a-b' },
      "instance 'a-b' has '-', which is not in the alphabet",
    ],
    ['a prefix that it does not take', { prefix: 'ü' }, "prefix 'ü' has 'ü', which is not in the alphabet"],
    ['ids that are too long', { maxLength: 15 }, 'ids have 16 characters, more than 15'],
    ['no length', { maxLength: NaN }, 'ids have 16 characters, more than NaN'],
    ['an alphabet of one', { alphabet: 'aa' }, "alphabet has less than two characters: 'aa'"],
  ];
  for (const [what, options, message] of refused) {
    it(`refuses ${what}, at once`, () => {
      expect(() => clientOrderIds({ instance: 'ab', maxLength: 36, ...options })).to.throw(
        RangeError,
        message,
      );
    });
  }

  it('refuses a time that is none', () => {
    const issue = clientOrderIds({ instance: 'a', maxLength: 20 });
    for (const now of [NaN, -1, Infinity, 1e13])
      expect(() => issue(PAIR, now)).to.throw(RangeError, `now is no time: ${now}`);
  });

  it('gives no id twice, over all instances, within the venue’s length and characters, each later than the last', () => {
    const instances = fc.uniqueArray(fc.stringMatching(/^[01]{1,4}$/), { minLength: 1, maxLength: 4 });
    const orders = fc.record({
      by: fc.nat(3),
      // Clocks stand and jump; several programs have the same time.
      now: fc.constantFrom(0, 0.001, 0.002, 1, NOW, NOW - 1, 9e12),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      base: fc.constantFrom('BTC', 'ETH', 'X', '1INCH', '币', ''),
      quote: fc.constantFrom('USDT', 'btc'),
    });
    fc.assert(
      fc.property(
        instances,
        alphabets,
        fc.constantFrom('', '0', '10'),
        fc.array(orders),
        (names, alphabet, prefix, asked) => {
          const maxLength = prefix.length + 5 + 54 + 4;
          const options = { maxLength, prefix, ...(alphabet !== undefined && { alphabet }) };
          const issuers = names.map((instance) => clientOrderIds({ ...options, instance }));
          const ticks = new Map<number, number>();
          const lastTexts = new Map<number, string>();
          const ids: string[] = [];
          for (const { by, now, ...request } of asked) {
            const who = by % names.length;
            const { clientId, tick } = issuers[who]!(request, now, ticks.get(who));
            expect(tick).to.be.greaterThan(ticks.get(who) ?? -1);
            const when = clientId.slice(prefix.length + 5, clientId.length - names[who]!.length);
            expect(when > (lastTexts.get(who) ?? '')).to.equal(true);
            ticks.set(who, tick);
            lastTexts.set(who, when);
            expect(clientId.length).to.be.at.most(maxLength);
            expect(clientId.startsWith(prefix) && clientId.endsWith(names[who]!)).to.equal(true);
            expect(
              [...clientId].every((char) => (alphabet ?? 'A-z').includes(char) || alphabet === undefined),
            ).to.equal(true);
            if (alphabet === undefined) expect(clientId).to.match(/^[0-9A-Za-z]+$/);
            ids.push(clientId);
          }
          expect(new Set(ids).size).to.equal(ids.length);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
