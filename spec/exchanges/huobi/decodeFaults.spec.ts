import { expect } from 'chai';

import { decodeFrame } from '../../../src/connector/index.js';
import { huobiVenue } from '../../../src/exchanges/huobi/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { faultTables } from '../faultCases.js';
import { answerFrame, CONNECTION, faultsOfFrame, RECEIVED_AT, streamFrame } from '../frames.js';
import {
  depth,
  mbp,
  mbpAnswer,
  ping,
  refused,
  symbolsV1,
  SYMBOLS_V1_URL,
  symbolsV2,
  SYMBOLS_V2_URL,
  trades,
} from './payloads.js';

const LEVELS = 'list of [price, size]';
const PRICE = 'price at or above zero, a number without loss';
const SIZE = 'size at or above zero, a number without loss';
const TIME = 'milliseconds since 1970';
const ID = 'integer at or above zero, without loss';
const DECIMAL = 'decimal number at or above zero, without loss';

const huobi = huobiVenue({ inflate: nodeInflate });
const cases = faultTables(huobi);
const mbpCases = faultTables(huobiVenue({ inflate: nodeInflate, feed: 'mbp.150' }));

describe("HTX's bad frames name path, value and what was expected:", () => {
  cases('a push', depth, [
    [['ch'], 5, 'ch', '5', 'string'],
    [['ts'], 'now', 'ts', '"now"', TIME],
    [['tick'], null, 'tick', 'null', 'UnknownRecord'],
  ]);

  cases('depth.step0', depth, [
    [['tick', 'bids'], undefined, 'tick.bids', 'undefined', LEVELS],
    [['tick', 'asks'], {}, 'tick.asks', '{}', LEVELS],
    [['tick', 'bids', 1], 5, 'tick.bids[1]', '5', '[price, size]'],
    [['tick', 'bids', 1, 0], '1', 'tick.bids[1][0]', '"1"', PRICE],
    [['tick', 'bids', 1, 0], -1, 'tick.bids[1][0]', '-1', PRICE],
    [['tick', 'asks', 0, 1], null, 'tick.asks[0][1]', 'null', SIZE],
    [['tick', 'asks', 0, 1], -0.5, 'tick.asks[0][1]', '-0.5', SIZE],
    [['tick', 'version'], 1.5, 'tick.version', '1.5', ID],
    [['tick', 'version'], undefined, 'tick.version', 'undefined', ID],
  ]);

  cases('trade.detail', trades, [
    [['tick', 'data', 0, 'tradeId'], undefined, 'tick.data[0].tradeId', 'undefined', ID],
    [['tick', 'data', 1, 'tradeId'], '5', 'tick.data[1].tradeId', '"5"', ID],
    [['tick', 'data', 1, 'price'], '52648', 'tick.data[1].price', '"52648"', DECIMAL],
    [['tick', 'data', 0, 'amount'], -1, 'tick.data[0].amount', '-1', DECIMAL],
    [['tick', 'data', 0, 'direction'], 'Buy', 'tick.data[0].direction', '"Buy"', '"buy"', '"sell"'],
    [['tick', 'data', 0, 'ts'], -1, 'tick.data[0].ts', '-1', TIME],
  ]);

  mbpCases('mbp.150', mbp, [
    [['tick', 'seqNum'], -1, 'tick.seqNum', '-1', ID],
    [['tick', 'prevSeqNum'], undefined, 'tick.prevSeqNum', 'undefined', ID],
    [['tick', 'bids'], null, 'tick.bids', 'null', LEVELS],
    [['tick', 'asks', 0], [1], 'tick.asks[0][1]', 'undefined', SIZE],
  ]);

  mbpCases('the answer of mbp.150', mbpAnswer, [
    [['rep'], 1, 'rep', '1', 'string'],
    [['ts'], '1', 'ts', '"1"', TIME],
    [['data', 'seqNum'], undefined, 'data.seqNum', 'undefined', ID],
    [['data', 'asks'], undefined, 'data.asks', 'undefined', LEVELS],
    [['data', 'bids', 0, 0], null, 'data.bids[0][0]', 'null', PRICE],
  ]);

  cases('a ping', ping, [[['ping'], 'abc', 'ping', '"abc"', ID]]);

  it('a refusal without words, by either spelling', () => {
    expect(faultsOfFrame(huobi, streamFrame({ ...refused, 'err-msg': undefined }))).to.deep.equal([
      { path: 'err-msg', value: 'undefined', expected: 'string' },
      { path: 'err_code', value: 'undefined', expected: 'string' },
      { path: 'err_code', value: 'undefined', expected: 'number' },
      { path: 'err_msg', value: 'undefined', expected: 'string' },
    ]);
  });

  it('what is no object', () => {
    for (const [text, value] of [
      ['[1]', '[1]'],
      ['"pong"', '"pong"'],
      ['null', 'null'],
    ] as const) {
      const faults = [{ path: '', value, expected: 'UnknownRecord' }];
      expect(faultsOfFrame(huobi, streamFrame(text))).to.deep.equal(faults);
    }
  });

  cases(
    'symbols of version 1',
    symbolsV1,
    [
      [['data', 0, 'symbol'], 5, 'data[0].symbol', '5', 'string'],
      [['data', 1, 'base-currency'], undefined, 'data[1].base-currency', 'undefined', 'string'],
      [['data', 1, 'quote-currency'], null, 'data[1].quote-currency', 'null', 'string'],
      [['data', 2, 'state'], 1, 'data[2].state', '1', 'string'],
      [['data', 2, 'api-trading'], true, 'data[2].api-trading', 'true', 'string'],
    ],
    (payload) => answerFrame(SYMBOLS_V1_URL, payload),
  );

  cases(
    'symbols of version 2',
    symbolsV2,
    [
      [['data', 0, 'sc'], 5, 'data[0].sc', '5', 'string'],
      [['data', 0, 'te'], 'true', 'data[0].te', '"true"', 'boolean'],
      [['data', 1, 'bc'], undefined, 'data[1].bc', 'undefined', 'string'],
      [['data', 1, 'qc'], undefined, 'data[1].qc', 'undefined', 'string'],
      [['data', 1, 'state'], undefined, 'data[1].state', 'undefined', 'string'],
      [['full'], 2, 'full', '2', '0', '1'],
    ],
    (payload) => answerFrame(SYMBOLS_V2_URL, payload),
  );

  it('bytes that are not compressed', () => {
    const bytes = new TextEncoder().encode('{"ping":1}');
    expect(decodeFrame(huobi, { ...streamFrame(''), bytes })).to.deep.equal([
      {
        _tag: 'badFrame',
        venue: 'huobi',
        connection: CONNECTION,
        receivedAt: RECEIVED_AT,
        faults: [
          {
            path: '',
            value: '10 bytes: 7b 22 70 69 6e 67 22 3a 31 7d',
            expected: 'its text (incorrect header check)',
          },
        ],
        excerpt: '10 bytes: 7b 22 70 69 6e 67 22 3a 31 7d',
      },
    ]);
  });
});
