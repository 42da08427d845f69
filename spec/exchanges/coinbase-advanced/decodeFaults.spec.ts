import { expect } from 'chai';

import { decodeFrame } from '../../../src/connector/index.js';
import { coinbaseAdvanced } from '../../../src/exchanges/coinbase-advanced/index.js';
import { faultTables } from '../faultCases.js';
import { answerFrame, changed, faultsOfFrame, streamFrame } from '../frames.js';
import {
  futures,
  FUTURES_URL,
  products,
  PRODUCTS_URL,
  refused,
  snapshot,
  trades,
  update,
} from './payloads.js';

const UPDATES = 'list of updates';
const UPDATE = '{side, event_time, price_level, new_quantity}';
const SIDE = '"bid" | "offer"';
const TYPE = '"snapshot" | "update"';
const TAKER = '"BUY" | "SELL" | "UNKNOWN_ORDER_SIDE"';
const PRICE = 'text of a price at or above zero';
const SIZE = 'text of a size at or above zero';
const TIME = 'text of an ISO 8601 time in UTC';
const NUMBER = 'integer at or above zero, without loss';
const DECIMAL = 'text of a decimal number at or above zero';

const cases = faultTables(coinbaseAdvanced);
const at = (...rest: readonly (string | number)[]) => ['events', 0, 'updates', ...rest];
const inTrade = (field: string) => ['events', 0, 'trades', 1, field];

describe("Coinbase Advanced Trade's bad frames name path, value and what was expected:", () => {
  cases('any message', update, [
    [['channel'], undefined, 'channel', 'undefined', 'string'],
    [['channel'], 7, 'channel', '7', 'string'],
    [['sequence_num'], undefined, 'sequence_num', 'undefined', NUMBER],
    [['sequence_num'], '14', 'sequence_num', '"14"', NUMBER],
    [['sequence_num'], -1, 'sequence_num', '-1', NUMBER],
  ]);

  cases('l2_data', snapshot, [
    [['events', 0, 'type'], 'patch', 'events[0].type', '"patch"', TYPE],
    [['events', 0, 'type'], undefined, 'events[0].type', 'undefined', TYPE],
    [['events', 0, 'product_id'], 7, 'events[0].product_id', '7', 'string'],
    [at(), undefined, 'events[0].updates', 'undefined', UPDATES],
    [at(), { 0: 1 }, 'events[0].updates', '{"0":1}', UPDATES],
    [at(1), 'bid', 'events[0].updates[1]', '"bid"', UPDATE],
    [at(1), null, 'events[0].updates[1]', 'null', UPDATE],
    [at(1), ['bid', '1', '1'], 'events[0].updates[1]', '["bid","1","1"]', UPDATE],
    [at(2, 'side'), 'ask', 'events[0].updates[2].side', '"ask"', SIDE],
    [at(2, 'side'), 'constructor', 'events[0].updates[2].side', '"constructor"', SIDE],
    [at(2, 'side'), undefined, 'events[0].updates[2].side', 'undefined', SIDE],
    [at(0, 'event_time'), undefined, 'events[0].updates[0].event_time', 'undefined', TIME],
    [at(2, 'event_time'), 1786309548170, 'events[0].updates[2].event_time', '1786309548170', TIME],
    [at(2, 'event_time'), '2026-08-09', 'events[0].updates[2].event_time', '"2026-08-09"', TIME],
    [at(2, 'price_level'), 65083.67, 'events[0].updates[2].price_level', '65083.67', PRICE],
    [at(2, 'price_level'), '-1', 'events[0].updates[2].price_level', '"-1"', PRICE],
    [at(2, 'price_level'), '', 'events[0].updates[2].price_level', '""', PRICE],
    [at(0, 'new_quantity'), undefined, 'events[0].updates[0].new_quantity', 'undefined', SIZE],
    [at(0, 'new_quantity'), '1e', 'events[0].updates[0].new_quantity', '"1e"', SIZE],
    [at(0, 'new_quantity'), '-0.1', 'events[0].updates[0].new_quantity', '"-0.1"', SIZE],
  ]);

  cases('market_trades', trades, [
    [['events', 0, 'type'], null, 'events[0].type', 'null', TYPE],
    [inTrade('trade_id'), 1068572091, 'events[0].trades[1].trade_id', '1068572091', 'string'],
    [inTrade('product_id'), undefined, 'events[0].trades[1].product_id', 'undefined', 'string'],
    [inTrade('price'), 65083.67, 'events[0].trades[1].price', '65083.67', DECIMAL],
    [inTrade('size'), '-1', 'events[0].trades[1].size', '"-1"', DECIMAL],
    [inTrade('side'), 'bid', 'events[0].trades[1].side', '"bid"', TAKER],
    [inTrade('time'), 'now', 'events[0].trades[1].time', '"now"', TIME],
  ]);

  cases('an error', refused, [[['message'], undefined, 'message', 'undefined', 'string']]);

  cases(
    'products',
    products,
    [
      [['products', 1, 'product_id'], undefined, 'products[1].product_id', 'undefined', 'string'],
      [['products', 1, 'base_currency_id'], 1, 'products[1].base_currency_id', '1', 'string'],
      [['products', 1, 'quote_currency_id'], null, 'products[1].quote_currency_id', 'null', 'string'],
      [['products', 1, 'product_type'], 0, 'products[1].product_type', '0', 'string'],
      [['products', 1, 'status'], undefined, 'products[1].status', 'undefined', 'string'],
      [['products', 1, 'post_only'], 'false', 'products[1].post_only', '"false"', 'boolean'],
    ],
    (payload) => answerFrame(PRODUCTS_URL, payload),
  );

  it('products, contracts: none of both that the details may be', () => {
    const path = 'products[0].future_product_details';
    const bad = changed(futures, ['products', 0, 'future_product_details'], { contract_root_unit: 'BTC' });
    expect(faultsOfFrame(coinbaseAdvanced, answerFrame(FUTURES_URL, bad))).to.deep.equal([
      { path: `${path}.contract_expiry_type`, value: 'undefined', expected: 'string' },
      { path, value: '{"contract_root_unit":"BTC"}', expected: 'null' },
    ]);
  });

  it('lists of events that are none', () => {
    for (const payload of [update, trades]) {
      const [fault, ...more] = faultsOfFrame(coinbaseAdvanced, streamFrame({ ...payload, events: {} }));
      expect([fault?.path, fault?.value, more.length]).to.deep.equal(['events', '{}', 0]);
    }
  });

  it('frames that are no object', () => {
    for (const value of [null, 5, 'text', true, []]) {
      const frame = streamFrame(JSON.stringify(value));
      expect(decodeFrame(coinbaseAdvanced, frame)[0]).to.include({ _tag: 'badFrame' });
    }
  });

  it('frames of Coinbase Exchange', () => {
    const frame = streamFrame({ type: 'l2update', product_id: 'BTC-USD', changes: [] });
    expect(faultsOfFrame(coinbaseAdvanced, frame)).to.deep.equal([
      { path: 'channel', value: 'undefined', expected: 'string' },
      { path: 'sequence_num', value: 'undefined', expected: NUMBER },
    ]);
  });

  it('updates nested deeper than the stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const text = `{"channel":"l2_data","sequence_num":1,"events":[{"type":"update","product_id":"A-B","updates":${deep}}]}`;
    expect(faultsOfFrame(coinbaseAdvanced, streamFrame(text))).to.have.lengthOf(1);
  });

  it('reads a frame of very many updates', () => {
    const [one] = update.events[0]!.updates;
    const many = Array.from({ length: 200_000 }, () => one);
    const [content] = decodeFrame(coinbaseAdvanced, streamFrame(changed(update, at(), many)));
    expect(content?._tag === 'diff' ? content.bids.length : content?._tag).to.equal(200_000);
  });
});
