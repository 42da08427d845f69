import { expect } from 'chai';

import { decodeFrame } from '../../../src/connector/index.js';
import { kraken } from '../../../src/exchanges/kraken/index.js';
import { faultTables } from '../faultCases.js';
import { answerFrame, faultsOfFrame, streamFrame } from '../frames.js';
import {
  ASSET_PAIRS_URL,
  askUpdate,
  assetPairs,
  bidUpdate,
  refused,
  snapshot,
  trades,
  twoSides,
} from './payloads.js';

const LEVELS = 'list of [price, volume, time]';
const PRICE = 'text of a price at or above zero';
const SIZE = 'text of a size at or above zero';
const TIME = 'text of seconds since 1970';
const SUM = 'text of an unsigned 32-bit integer';
const DECIMAL = 'text of a decimal number at or above zero';

const cases = faultTables(kraken);

describe("Kraken's bad frames name path, value and what was expected:", () => {
  cases('book snapshot', snapshot, [
    [[1, 'bs'], undefined, '[1].bs', 'undefined', LEVELS],
    [[1, 'bs'], null, '[1].bs', 'null', LEVELS],
    [[1, 'bs', 0], 'level', '[1].bs[0]', '"level"', '[price, size]'],
    [[1, 'as', 1, 0], 0.00002291, '[1].as[1][0]', '0.00002291', PRICE],
    [[1, 'as', 1, 1], '-1', '[1].as[1][1]', '"-1"', SIZE],
    [[1, 'as', 0, 2], 1618678123.48157, '[1].as[0][2]', '1618678123.48157', TIME],
    [[1, 'bs', 0, 2], '2021-04-17', '[1].bs[0][2]', '"2021-04-17"', TIME],
    [[2], 'book-', '[2]', '"book-"', 'book-DEPTH'],
    [[2], 'book-ten', '[2]', '"book-ten"', 'book-DEPTH'],
  ]);

  cases('book update', askUpdate, [
    [[1, 'a'], { x: 1 }, '[1].a', '{"x":1}', LEVELS],
    [[1, 'a', 0], ['13.284500'], '[1].a[0][1]', 'undefined', SIZE],
    [[1, 'a', 0, 0], '', '[1].a[0][0]', '""', PRICE],
    [[1, 'a', 0, 2], undefined, '[1].a[0][2]', 'null', TIME],
    [[1, 'c'], 176333288, '[1].c', '176333288', SUM],
    [[1, 'c'], '4294967296', '[1].c', '"4294967296"', SUM],
    [[1, 'c'], '-1', '[1].c', '"-1"', SUM],
    [[1, 'c'], '', '[1].c', '""', SUM],
    [[1], { c: '176333288' }, '[1]', '{"c":"176333288"}', 'a payload with a or b'],
    [[1], {}, '[1]', '{}', 'a payload with a or b'],
  ]);

  cases('book update of bids', bidUpdate, [[[1, 'b', 1, 1], 5, '[1].b[1][1]', '5', SIZE]]);

  cases('book update in two payloads', twoSides, [
    [[1, 'a', 0, 1], null, '[1].a[0][1]', 'null', SIZE],
    [[2, 'b', 0, 0], null, '[2].b[0][0]', 'null', PRICE],
    [[2, 'b', 0, 2], 'now', '[2].b[0][2]', '"now"', TIME],
    [[2, 'c'], 'x', '[2].c', '"x"', SUM],
    [[2], { c: '1' }, '[2]', '{"c":"1"}', 'a payload with a or b'],
  ]);

  cases('trade', trades, [
    [[1, 1, 0], 354.12, '[1][1][0]', '354.12', DECIMAL],
    [[1, 0, 1], '-0.5', '[1][0][1]', '"-0.5"', DECIMAL],
    [[1, 0, 2], 'now', '[1][0][2]', '"now"', TIME],
    [[1, 0, 3], 'buy', '[1][0][3]', '"buy"', '"b"', '"s"'],
  ]);

  cases('an event', refused, [
    [['event'], 7, 'event', '7', 'string'],
    [['event'], undefined, 'event', 'undefined', 'string'],
    [['status'], null, 'status', 'null', 'string'],
    [['errorMessage'], 5, 'errorMessage', '5', 'string'],
    [['pair'], ['XBT/USD'], 'pair', '["XBT/USD"]', 'string'],
  ]);

  cases(
    'AssetPairs',
    assetPairs,
    [
      [['error'], 'none', 'error', '"none"', 'Array<string>'],
      [['result', 'ADAXBT', 'wsname'], 5, 'result.ADAXBT.wsname', '5', 'string'],
      [['result', 'ADAXBT', 'status'], null, 'result.ADAXBT.status', 'null', 'string'],
    ],
    (payload) => answerFrame(ASSET_PAIRS_URL, payload),
  );

  it('lists that are no data frame', () => {
    for (const list of [[], [1], [1, {}], [1, 'trade', 'A/B'], [1, {}, 'trade', 5], [1, {}, 5, 'A/B']]) {
      expect(faultsOfFrame(kraken, streamFrame(list))).to.deep.equal([
        {
          path: '',
          value: JSON.stringify(list),
          expected: '[channelID, payload, (payload,) channelName, pair]',
        },
      ]);
    }
  });

  it('frames that are no object and no list', () => {
    for (const value of [null, 5, 'text', true]) {
      const [fault, ...more] = faultsOfFrame(kraken, streamFrame(JSON.stringify(value)));
      expect([fault?.path, fault?.value, more.length]).to.deep.equal(['', JSON.stringify(value), 0]);
    }
  });

  it('lists nested deeper than the stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(faultsOfFrame(kraken, streamFrame(deep))).to.have.lengthOf(1);
    expect(faultsOfFrame(kraken, streamFrame(`[1,{"a":${deep}},"book-10","A/B"]`))).to.have.lengthOf(1);
  });

  it('tells the first ten faults of a frame, and refuses more payloads than a frame can have', () => {
    const bad = Array.from({ length: 100_000 }, () => ['x', '1', '1.0', 'b', 'l', '']);
    const [many] = decodeFrame(kraken, streamFrame([1, bad, 'trade', 'XBT/USD']));
    expect(many).to.have.property('faults').that.has.lengthOf(10);
    const payloads = Array.from({ length: 20_000 }, () => ({ a: [] }));
    const [deep] = decodeFrame(kraken, streamFrame([1, ...payloads, 'book-10', 'XBT/USD']));
    expect(deep).to.include({ _tag: 'badFrame' });
  });

  it('reads a frame of very many trades', () => {
    const fills = Array.from({ length: 200_000 }, () => ['1.5', '2', '1.000001', 'b', 'l', '']);
    const contents = decodeFrame(kraken, streamFrame([1, fills, 'trade', 'XBT/USD']));
    expect(contents).to.have.lengthOf(200_000);
    expect(contents[199_999]).to.include({ _tag: 'trade', side: 'buy' });
  });
});
