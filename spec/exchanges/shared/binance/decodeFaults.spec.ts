import { expect } from 'chai';

import type { MarketDataVenue } from '../../../../src/connector/index.js';
import { binance } from '../../../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../../../src/exchanges/binance-futures/index.js';
import { answerFrame, changed, decoded, faultsOfFrame, streamFrame } from '../../frames.js';
import { faultsOfCase, titleOfCase, type FaultCase } from '../../faultCases.js';
import {
  combined,
  futuresDepth,
  futuresDepthUpdate,
  spotAggTrade,
  spotDepth,
  spotDepthUpdate,
  spotExchangeInfo,
} from './payloads.js';

const ID = 'integer at or above zero, without loss';
const TIME = 'milliseconds since 1970';
const DECIMAL = 'text of a decimal number at or above zero';
const LEVELS = 'list of [price, size]';
const PRICE = 'text of a price at or above zero';
const SIZE = 'text of a size at or above zero';

/** Each case changes one field of a good event; the fault is the same in a raw and in a combined frame. */
function eventCases(
  title: string,
  venue: MarketDataVenue,
  event: unknown,
  cases: readonly FaultCase[],
): void {
  describe(title, () => {
    for (const testCase of cases) {
      it(titleOfCase(testCase), () => {
        const [field, value] = testCase;
        const bad = changed(event, field, value);
        expect(faultsOfFrame(venue, streamFrame(bad))).to.deep.equal(faultsOfCase(testCase));
        expect(faultsOfFrame(venue, streamFrame(combined('x@y', bad)))).to.deep.equal(
          faultsOfCase(testCase, 'data.'),
        );
      });
    }
  });
}

function answerCases(
  venue: MarketDataVenue,
  url: string,
  answer: unknown,
  cases: readonly FaultCase[],
): void {
  describe(`the answer to ${url}`, () => {
    for (const testCase of cases) {
      it(titleOfCase(testCase), () => {
        const [field, value] = testCase;
        const frame = answerFrame(url, changed(answer, field, value));
        expect(faultsOfFrame(venue, frame)).to.deep.equal(faultsOfCase(testCase));
      });
    }
  });
}

describe("Binance's bad frames name path, value and what was expected:", () => {
  eventCases('depthUpdate', binance, spotDepthUpdate, [
    [['E'], '1633998512068', 'E', '"1633998512068"', TIME],
    [['E'], undefined, 'E', 'undefined', TIME],
    [['s'], 7, 's', '7', 'string'],
    [['U'], -1, 'U', '-1', ID],
    [['U'], undefined, 'U', 'undefined', ID],
    [['u'], 499869752.5, 'u', '499869752.5', ID],
    [['u'], 2 ** 53, 'u', '9007199254740992', ID],
    [['u'], '499869752', 'u', '"499869752"', ID],
    [['b'], undefined, 'b', 'undefined', LEVELS],
    [['b'], {}, 'b', '{}', LEVELS],
    [['b', 1], '0.35', 'b[1]', '"0.35"', '[price, size]'],
    [['b', 1, 0], 0.35, 'b[1][0]', '0.35', PRICE],
    [['b', 1, 0], '-0.35', 'b[1][0]', '"-0.35"', PRICE],
    [['b', 0, 1], null, 'b[0][1]', 'null', SIZE],
    [['a'], null, 'a', 'null', LEVELS],
    [['a', 0, 0], '0,35', 'a[0][0]', '"0,35"', PRICE],
    [['a', 0, 1], 'NaN', 'a[0][1]', '"NaN"', SIZE],
  ]);

  eventCases('depthUpdate of futures', binanceFutures, futuresDepthUpdate, [
    [['pu'], '11289273841549', 'pu', '"11289273841549"', ID, 'undefined'],
    [['pu'], null, 'pu', 'null', ID, 'undefined'],
    [['U'], true, 'U', 'true', ID],
  ]);

  eventCases('aggTrade', binance, spotAggTrade, [
    [['s'], null, 's', 'null', 'string'],
    [['a'], '15683430', 'a', '"15683430"', ID],
    [['p'], 0.3528, 'p', '0.3528', DECIMAL],
    [['p'], '-0.3528', 'p', '"-0.3528"', DECIMAL],
    [['q'], '', 'q', '""', DECIMAL],
    [['T'], undefined, 'T', 'undefined', TIME],
    [['m'], 'true', 'm', '"true"', 'boolean'],
  ]);

  it('all the faults of a frame', () => {
    const frame = streamFrame({ ...spotDepthUpdate, U: 'x', a: 5, s: undefined });
    expect(faultsOfFrame(binance, frame).map(({ path }) => path)).to.have.members(['U', 'a', 's']);
  });

  describe('a combined frame', () => {
    for (const testCase of [
      [['stream'], 5, 'stream', '5', 'string'],
      [['data'], undefined, 'data', 'undefined', 'UnknownRecord'],
      [['data'], 'text', 'data', '"text"', 'UnknownRecord'],
    ] satisfies readonly FaultCase[]) {
      it(titleOfCase(testCase), () => {
        const [field, value] = testCase;
        const frame = streamFrame(changed(combined('nknusdt@depth', spotDepthUpdate), field, value));
        expect(faultsOfFrame(binance, frame)).to.deep.equal(faultsOfCase(testCase));
      });
    }

    for (const [stream, event, e] of [
      ['nknusdt@depth@100ms', spotDepthUpdate, 'depthUpdate'],
      ['nknusdt@depth', spotDepthUpdate, 'depthUpdate'],
      ['nknusdt@aggTrade', spotAggTrade, 'aggTrade'],
    ] as const) {
      it(`${stream} without e is not passed over`, () => {
        const frame = streamFrame(combined(stream, { ...event, e: undefined }));
        expect(faultsOfFrame(binance, frame)).to.deep.equal([
          { path: 'data.e', value: 'undefined', expected: `"${e}"` },
        ]);
      });
    }
  });

  answerCases(binance, 'https://api.binance.com/api/v3/depth?symbol=NKNUSDT&limit=1000', spotDepth, [
    [['lastUpdateId'], '499869752', 'lastUpdateId', '"499869752"', ID],
    [['bids'], undefined, 'bids', 'undefined', LEVELS],
    [['bids', 1, 1], 1144, 'bids[1][1]', '1144', SIZE],
    [['asks', 0], null, 'asks[0]', 'null', '[price, size]'],
    [['asks', 0, 0], '', 'asks[0][0]', '""', PRICE],
  ]);

  answerCases(binanceFutures, 'https://fapi.binance.com/fapi/v1/depth?symbol=SUSHIUSDT', futuresDepth, [
    [['E'], 'now', 'E', '"now"', TIME],
  ]);

  answerCases(binance, 'https://api.binance.com/api/v3/exchangeInfo', spotExchangeInfo, [
    [['symbols', 1, 'symbol'], 5, 'symbols[1].symbol', '5', 'string'],
    [['symbols', 0, 'status'], undefined, 'symbols[0].status', 'undefined', 'string'],
    [['symbols', 2, 'baseAsset'], null, 'symbols[2].baseAsset', 'null', 'string'],
    [['symbols', 2, 'quoteAsset'], [], 'symbols[2].quoteAsset', '[]', 'string'],
  ]);

  describe('the answer to a depth request that names no book', () => {
    for (const query of [
      '',
      '?limit=1000',
      '?symbol=X&limit=0',
      '?symbol=X&limit=1e3',
      '?symbol=X&limit=-5',
    ]) {
      it(`depth${query}`, () => {
        const url = `https://api.binance.com/api/v3/depth${query}`;
        expect(faultsOfFrame(binance, answerFrame(url, spotDepth))).to.deep.equal([
          { path: '', value: `"${url}"`, expected: 'a request with symbol=NAME and limit=COUNT' },
        ]);
      });
    }
  });

  it('an answer without a URL', () => {
    const [content] = decoded(binance, answerFrame('BINANCE.http.1', spotDepth));
    expect(content).to.include({ _tag: 'badFrame', venue: 'binance' });
  });
});
