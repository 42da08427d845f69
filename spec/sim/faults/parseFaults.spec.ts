import { expect } from 'chai';

import { parseFaults } from '../../../src/sim/index.js';

describe('parseFaults', () => {
  it('reads shares, times, numbers, lengths and a skew', () => {
    expect(
      parseFaults(
        'lostAnswer:0.05, disconnect:60s,delay:.1/200ms,lostRequest@1+4,stall@2m/1s,skew:-1500ms,skew:2s',
      ),
    ).to.deep.equal([
      { name: 'lostAnswer', rate: 0.05 },
      { name: 'disconnect', everyMs: 60_000 },
      { name: 'delay', rate: 0.1, lastsMs: 200 },
      { name: 'lostRequest', at: [1, 4] },
      { name: 'stall', atMs: [120_000], lastsMs: 1_000 },
      { name: 'skew', byMs: -1_500 },
      { name: 'skew', byMs: 2_000 },
    ]);
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['', /^fault "": there is no such fault; there are drop, hole, .*skew$/],
    ['drop:0.1,mice:1', /^fault "mice:1": there is no such fault/],
    ['drop', /^fault "drop": how often is missing: drop:0\.1$/],
    ['disconnect', /^fault "disconnect": how often is missing: disconnect:60s$/],
    ['drop:1.5', /^fault "drop:1\.5": 1\.5 is no share from 0 to 1$/],
    ['drop:-1', /is no share/],
    ['drop:10s', /10s is no share/],
    ['drop@0', /0 is no number from 1 on/],
    ['drop@1+x', /x is no number from 1 on/],
    ['drop:0.1/1s', /^fault "drop:0\.1\/1s": it does not last$/],
    ['slow:0.1/soon', /soon is no time above zero, such as 200ms, 60s or 5m/],
    ['disconnect:60', /60 is no time/],
    ['stall:0s', /0s is no time above zero/],
    ['stall:1000h', /1000h is longer than timers keep/],
    ['skew@1s', /it is a time alone/],
    ['skew:1s/2s', /it is a time alone/],
  ];
  for (const [text, message] of wrong)
    it(`names what is wrong with "${text}"`, () => {
      expect(() => parseFaults(text)).to.throw(RangeError, message);
    });
});
