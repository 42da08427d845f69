import { expect } from 'chai';

import { decodeFrame } from '../../../src/connector/index.js';
import { coinbase } from '../../../src/exchanges/coinbase/index.js';
import { faultTables } from '../faultCases.js';
import { answerFrame, faultsOfFrame, streamFrame } from '../frames.js';
import { batch, match, products, PRODUCTS_URL, refused, snapshot, update } from './payloads.js';

const LEVELS = 'list of [price, size]';
const CHANGES = 'list of [side, price, size]';
const CHANGE = '[side, price, size]';
const SIDE = '"buy" | "sell"';
const PRICE = 'text of a price at or above zero';
const SIZE = 'text of a size at or above zero';
const TIME = 'text of an ISO 8601 time in UTC';
const ID = 'integer at or above zero, without loss';
const DECIMAL = 'text of a decimal number at or above zero';

const cases = faultTables(coinbase);

describe("Coinbase's bad frames name path, value and what was expected:", () => {
  cases('snapshot', snapshot, [
    [['product_id'], 7, 'product_id', '7', 'string'],
    [['bids'], undefined, 'bids', 'undefined', LEVELS],
    [['asks'], null, 'asks', 'null', LEVELS],
    [['bids', 0], 'level', 'bids[0]', '"level"', '[price, size]'],
    [['asks', 1, 0], 0.00001307, 'asks[1][0]', '0.00001307', PRICE],
    [['asks', 1, 1], '-1', 'asks[1][1]', '"-1"', SIZE],
  ]);

  cases('l2update', update, [
    [['product_id'], undefined, 'product_id', 'undefined', 'string'],
    [['changes'], undefined, 'changes', 'undefined', CHANGES],
    [['changes'], { 0: ['buy', '1', '1'] }, 'changes', '{"0":["buy","1","1"]}', CHANGES],
    [['changes', 0], 'sell', 'changes[0]', '"sell"', CHANGE],
    [['changes', 0], null, 'changes[0]', 'null', CHANGE],
    [['changes', 0], [], 'changes[0][0]', 'undefined', SIDE],
    [['changes', 0, 0], 'ask', 'changes[0][0]', '"ask"', SIDE],
    [['changes', 0, 0], 'constructor', 'changes[0][0]', '"constructor"', SIDE],
    [['changes', 0, 1], 0.00001306, 'changes[0][1]', '0.00001306', PRICE],
    [['changes', 0, 1], '', 'changes[0][1]', '""', PRICE],
    [['changes', 0, 2], undefined, 'changes[0][2]', 'null', SIZE],
    [['changes', 0, 2], '-0.1', 'changes[0][2]', '"-0.1"', SIZE],
    [['time'], undefined, 'time', 'undefined', TIME],
    [['time'], 1618677817075, 'time', '1618677817075', TIME],
    [['time'], '2021-04-17 16:43:37.075687Z', 'time', '"2021-04-17 16:43:37.075687Z"', TIME],
    [['time'], '2021-04-17T16:43:37.075687', 'time', '"2021-04-17T16:43:37.075687"', TIME],
    [['time'], '2021-04-17T16:43:37.Z', 'time', '"2021-04-17T16:43:37.Z"', TIME],
    [['time'], '2021-02-30T16:43:37.075687Z', 'time', '"2021-02-30T16:43:37.075687Z"', TIME],
    [['time'], '2021-04-17T24:00:00Z', 'time', '"2021-04-17T24:00:00Z"', TIME],
    [['time'], '2021-13-01T00:00:00Z', 'time', '"2021-13-01T00:00:00Z"', TIME],
    [['time'], '1969-12-31T23:59:59Z', 'time', '"1969-12-31T23:59:59Z"', TIME],
  ]);

  cases('l2update of many changes', batch, [
    [['changes', 2, 2], 1, 'changes[2][2]', '1', SIZE],
    [['changes', 1, 1], '1e', 'changes[1][1]', '"1e"', PRICE],
  ]);

  cases('match', match, [
    [['trade_id'], '280232', 'trade_id', '"280232"', ID],
    [['trade_id'], 2 ** 53, 'trade_id', '9007199254740992', ID],
    [['trade_id'], -1, 'trade_id', '-1', ID],
    [['product_id'], null, 'product_id', 'null', 'string'],
    [['price'], 0.00001305, 'price', '0.00001305', DECIMAL],
    [['size'], '-985', 'size', '"-985"', DECIMAL],
    [['side'], 'bid', 'side', '"bid"', SIDE],
    [['time'], 'now', 'time', '"now"', TIME],
  ]);

  cases('an error', refused, [
    [['message'], undefined, 'message', 'undefined', 'string'],
    [['reason'], 5, 'reason', '5', 'string'],
  ]);

  cases('any message', update, [
    [['type'], undefined, 'type', 'undefined', 'string'],
    [['type'], 7, 'type', '7', 'string'],
  ]);

  cases(
    'products',
    products,
    [
      [[0, 'id'], undefined, '[0].id', 'undefined', 'string'],
      [[1, 'base_currency'], 1, '[1].base_currency', '1', 'string'],
      [[2, 'quote_currency'], null, '[2].quote_currency', 'null', 'string'],
      [[3, 'status'], undefined, '[3].status', 'undefined', 'string'],
      [[4, 'post_only'], 'false', '[4].post_only', '"false"', 'boolean'],
    ],
    (payload) => answerFrame(PRODUCTS_URL, payload),
  );

  it('frames that are no object', () => {
    for (const value of [null, 5, 'text', true]) {
      const [fault, ...more] = faultsOfFrame(coinbase, streamFrame(JSON.stringify(value)));
      expect([fault?.path, fault?.value, more.length]).to.deep.equal(['', JSON.stringify(value), 0]);
    }
  });

  it('frames of Advanced Trade', () => {
    const frame = streamFrame({ channel: 'l2_data', sequence_num: 0, events: [] });
    expect(faultsOfFrame(coinbase, frame)).to.deep.equal([
      { path: 'type', value: 'undefined', expected: 'string' },
    ]);
  });

  it('changes nested deeper than the stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const text = `{"type":"l2update","product_id":"A-B","time":"2021-04-17T16:43:37Z","changes":${deep}}`;
    expect(faultsOfFrame(coinbase, streamFrame(text))).to.have.lengthOf(1);
  });

  it('reads a frame of very many changes', () => {
    const changes = Array.from({ length: 200_000 }, () => ['buy', '1.5', '2']);
    const [content] = decodeFrame(coinbase, streamFrame({ ...update, changes }));
    expect(content?._tag === 'diff' ? content.bids.length : content?._tag).to.equal(200_000);
  });
});
