import { ANY_INTEGER, ANY_TEXT, DecimalField, IntegerField, shape } from '../../codec/index.js';
import { DEPTH_LEVELS, levelRows, pushOf, tradeKind, type BookFeed } from '../shared/huobi/index.js';
import { half } from './half.js';

/** A frame of `depth.step0`, in the shape of 2022. */
export const depthKind: BookFeed['kind'] = (venue) => {
  const { channel, time, originOf } = pushOf(venue, 'depth.step0');
  const id = new IntegerField();
  const bids = levelRows();
  const asks = levelRows();
  return {
    shapes: [
      shape`${channel}${time},"tick":{"mrid":${id},"id":${ANY_INTEGER},"bids":${bids},"asks":${asks},
        "ts":${ANY_INTEGER},"version":${ANY_INTEGER},"ch":"${ANY_TEXT}"}}`,
    ],
    contents: (frame) => [
      {
        _tag: 'snapshot',
        ...originOf(frame),
        via: 'stream',
        lastId: id.value,
        coverage: { levels: DEPTH_LEVELS, maintained: false },
        bids: bids.levels,
        asks: asks.levels,
        checksum: undefined,
      },
    ],
  };
};

/** An update of `depth.size_LEVELS.high_freq`, in the shape of the documents. */
export const highFreqKind =
  (count: number): BookFeed['kind'] =>
  (venue) => {
    const { channel, time, originOf } = pushOf(venue, `depth.size_${count}.high_freq`);
    const version = new IntegerField();
    const bids = levelRows();
    const asks = levelRows();
    return {
      shapes: [
        shape`${channel},"tick":{"asks":${asks},"bids":${bids},"ch":"${ANY_TEXT}","event":"update",
          "id":${ANY_INTEGER},"mrid":${ANY_INTEGER},"ts":${ANY_INTEGER},"version":${version}}${time}}`,
      ],
      contents: (frame) => [
        {
          _tag: 'diff',
          ...originOf(frame),
          firstId: version.value,
          lastId: version.value,
          previousId: undefined,
          bids: bids.levels,
          asks: asks.levels,
          checksum: undefined,
        },
      ],
    };
  };

/** A frame of trades, the oldest first; what they count is both sides. */
export const tradesKind = tradeKind(
  ({ id, time, amount, price }) =>
    shape`{"amount":${amount},"quantity":${new DecimalField()},"trade_turnover":${new DecimalField()},
      "ts":${time},"id":${id},"price":${price}`,
  (trades) => trades.map((trade) => ({ ...trade, amount: half(trade.amount) })),
);
