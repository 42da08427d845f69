import { expect } from 'chai';

import { okx } from '../../../src/exchanges/okx/index.js';
import { faultTables } from '../faultCases.js';
import { answerFrame, faultsOfFrame, streamFrame } from '../frames.js';
import {
  instruments,
  INSTRUMENTS_URL,
  refused,
  snapshot,
  subscribed,
  trades,
  update2022,
} from './payloads.js';

const LEVELS = 'list of [price, size]';
const PRICE = 'text of a price at or above zero';
const SIZE = 'text of a size at or above zero';
const TIME = 'text of milliseconds since 1970';
const SUM = 'signed 32-bit integer';
const ID = 'integer at or above zero, without loss';
const DECIMAL = 'text of a decimal number at or above zero';

const cases = faultTables(okx);

describe("OKX's bad frames name path, value and what was expected:", () => {
  cases('books snapshot', snapshot, [
    [['arg', 'channel'], 5, 'arg.channel', '5', 'string'],
    [['arg', 'instId'], undefined, 'arg.instId', 'undefined', 'string'],
    [['action'], 'partial', 'action', '"partial"', '"snapshot"', '"update"'],
    [['action'], undefined, 'action', 'undefined', '"snapshot"', '"update"'],
    [['data'], {}, 'data', '{}', 'UnknownArray'],
    [['data'], [], 'data', '[]', 'a book'],
    [['data', 0, 'asks'], null, 'data[0].asks', 'null', LEVELS],
    [['data', 0, 'asks', 1], 'level', 'data[0].asks[1]', '"level"', '[price, size]'],
    [['data', 0, 'bids', 0, 0], 8476.97, 'data[0].bids[0][0]', '8476.97', PRICE],
    [['data', 0, 'bids', 0, 1], '-1', 'data[0].bids[0][1]', '"-1"', SIZE],
    [['data', 0, 'ts'], 1597026383085, 'data[0].ts', '1597026383085', TIME],
    [['data', 0, 'ts'], '', 'data[0].ts', '""', TIME],
    [['data', 0, 'seqId'], -1, 'data[0].seqId', '-1', ID],
    [['data', 0, 'seqId'], '5', 'data[0].seqId', '"5"', ID],
    [['data', 0, 'prevSeqId'], -2, 'data[0].prevSeqId', '-2', '-1', ID],
  ]);

  cases('books update', update2022, [
    [['data', 0, 'checksum'], '1', 'data[0].checksum', '"1"', SUM],
    [['data', 0, 'checksum'], 2 ** 31, 'data[0].checksum', '2147483648', SUM],
    [['data', 0, 'checksum'], 0.5, 'data[0].checksum', '0.5', SUM],
    [['data', 0, 'checksum'], undefined, 'data[0].seqId', 'undefined', 'an id, or a checksum'],
    [['data', 0, 'bids', 0], ['30182.6'], 'data[0].bids[0][1]', 'undefined', SIZE],
  ]);

  cases('trades', trades, [
    [['data', 1, 'instId'], 5, 'data[1].instId', '5', 'string'],
    [['data', 1, 'tradeId'], 130639475, 'data[1].tradeId', '130639475', 'string'],
    [['data', 1, 'px'], 42219.8, 'data[1].px', '42219.8', DECIMAL],
    [['data', 0, 'sz'], '-1', 'data[0].sz', '"-1"', DECIMAL],
    [['data', 0, 'side'], 'b', 'data[0].side', '"b"', '"buy"', '"sell"'],
    [['data', 0, 'ts'], 'now', 'data[0].ts', '"now"', TIME],
  ]);

  cases('an event', subscribed, [[['event'], 7, 'event', '7', 'string']]);

  cases('an error', refused, [
    [['code'], 60018, 'code', '60018', 'string'],
    [['msg'], undefined, 'msg', 'undefined', 'string'],
  ]);

  cases(
    'instruments',
    instruments,
    [
      [
        ['data'],
        null,
        'data',
        'null',
        'Array<({ instId: string, instType: string, state: string } & Partial<{ baseCcy: string, quoteCcy: string, uly: string, expTime: (text of milliseconds since 1970 | ""), stk: string, optType: string }>)>',
      ],
      [['data', 0, 'instId'], 5, 'data[0].instId', '5', 'string'],
      [['data', 1, 'state'], undefined, 'data[1].state', 'undefined', 'string'],
      [['data', 2, 'uly'], 5, 'data[2].uly', '5', 'string'],
      [['data', 3, 'expTime'], 'soon', 'data[3].expTime', '"soon"', 'text of milliseconds since 1970', '""'],
    ],
    (payload) => answerFrame(INSTRUMENTS_URL, payload),
  );

  it('frames that are no object', () => {
    for (const value of [null, 5, 'text', true, []]) {
      const [fault] = faultsOfFrame(okx, streamFrame(JSON.stringify(value)));
      expect(fault?.expected).to.match(/\S/);
    }
    expect(faultsOfFrame(okx, streamFrame('ping'))).to.have.lengthOf(1);
  });
});
