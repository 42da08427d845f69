import { expect } from 'chai';

import { okexV3Venue } from '../../../src/exchanges/okex-v3/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { faultTables } from '../faultCases.js';
import { answerFrame, faultsOfFrame, streamFrame } from '../frames.js';
import * as sent from './payloads.js';

const LEVELS = 'list of [price, size]';
const PRICE = 'text of a price at or above zero';
const SIZE = 'text of a size at or above zero';
const TIME = 'text of an ISO 8601 time in UTC';
const SUM = 'signed 32-bit integer';
const DECIMAL = 'text of a decimal number at or above zero';
const SIDE = '"buy" | "sell"';

const venue = okexV3Venue({ inflate: nodeInflate });
const cases = faultTables(venue);

describe("OKEx v3's bad frames name path, value and what was expected:", () => {
  cases('a snapshot', sent.partial, [
    [['table'], 5, 'table', '5', 'string'],
    [['table'], undefined, 'table', 'undefined', 'string'],
    [['action'], 'snapshot', 'action', '"snapshot"', '"partial"', '"update"'],
    [['action'], undefined, 'action', 'undefined', '"partial"', '"update"'],
    [['data'], {}, 'data', '{}', 'UnknownArray'],
    [['data'], [], 'data', '[]', 'a book'],
    [['data', 0, 'instrument_id'], undefined, 'data[0].instrument_id', 'undefined', 'string'],
    [['data', 0, 'asks'], null, 'data[0].asks', 'null', LEVELS],
    [['data', 0, 'asks', 1], 'level', 'data[0].asks[1]', '"level"', '[price, size]'],
    [['data', 0, 'bids', 0, 0], 1.001, 'data[0].bids[0][0]', '1.001', PRICE],
    [['data', 0, 'bids', 0, 1], '-1', 'data[0].bids[0][1]', '"-1"', SIZE],
    [['data', 0, 'timestamp'], 1618678165303, 'data[0].timestamp', '1618678165303', TIME],
    [
      ['data', 0, 'timestamp'],
      '2021-04-17T16:49:25.303',
      'data[0].timestamp',
      '"2021-04-17T16:49:25.303"',
      TIME,
    ],
    [['data', 0, 'checksum'], undefined, 'data[0].checksum', 'undefined', SUM],
    [['data', 0, 'checksum'], '1', 'data[0].checksum', '"1"', SUM],
    [['data', 0, 'checksum'], 2 ** 31, 'data[0].checksum', '2147483648', SUM],
  ]);

  cases('an update', sent.update, [
    [['data', 0, 'asks', 0], ['1.0011'], 'data[0].asks[0][1]', 'undefined', SIZE],
    [['data', 0, 'checksum'], 0.5, 'data[0].checksum', '0.5', SUM],
  ]);

  cases('trades of spot', sent.trades, [
    [['data', 0, 'instrument_id'], 5, 'data[0].instrument_id', '5', 'string'],
    [['data', 0, 'trade_id'], 29656, 'data[0].trade_id', '29656', 'string'],
    [['data', 0, 'price'], 60903.2, 'data[0].price', '60903.2', DECIMAL],
    [['data', 0, 'size'], undefined, 'data[0].size', 'undefined', DECIMAL],
    [['data', 0, 'side'], 'b', 'data[0].side', '"b"', SIDE],
    [['data', 0, 'timestamp'], 'now', 'data[0].timestamp', '"now"', TIME],
  ]);

  cases('trades of futures', sent.futuresTrades, [
    [['data', 0, 'qty'], '-5', 'data[0].qty', '"-5"', DECIMAL],
    [['data', 0, 'side'], undefined, 'data[0].side', 'undefined', SIDE],
  ]);

  cases('trades of options', sent.optionTrade, [[['data', 1, 'qty'], 1, 'data[1].qty', '1', DECIMAL]]);

  cases('trades of options of 2021', sent.optionTrades, [
    [['data', 0, 'trade_side'], undefined, 'data[0].trade_side', 'undefined', SIDE],
    [['data', 0, 'qty'], '', 'data[0].qty', '""', DECIMAL],
  ]);

  cases('an event', sent.subscribed, [[['event'], 7, 'event', '7', 'string']]);

  cases('an error', sent.refused, [
    [['message'], undefined, 'message', 'undefined', 'string'],
    [['errorCode'], undefined, 'errorCode', 'undefined', 'number', 'string'],
  ]);

  cases(
    'instruments',
    sent.optionInstruments,
    [
      [[0, 'instrument_id'], 5, '[0].instrument_id', '5', 'string'],
      [[1, 'state'], 2, '[1].state', '2', 'string'],
    ],
    (payload) => answerFrame(sent.OPTIONS_URL, payload),
  );

  it('instruments that are no list', () => {
    const [fault] = faultsOfFrame(venue, answerFrame(sent.SPOT_URL, { data: [] }));
    expect(fault).to.deep.include({ path: '', value: '{"data":[]}' });
  });

  it('frames that are no object', () => {
    for (const value of [null, 5, 'text', true, []]) {
      const [fault] = faultsOfFrame(venue, streamFrame(JSON.stringify(value)));
      expect(fault?.expected).to.match(/\S/);
    }
    expect(faultsOfFrame(venue, streamFrame('ping'))).to.have.lengthOf(1);
  });
});
