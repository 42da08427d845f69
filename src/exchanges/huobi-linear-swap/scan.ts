import { ANY_INTEGER, ANY_TEXT, DecimalField, IntegerField, shape } from '../../codec/index.js';
import { depthOf, diffOf, levelRows, pushOf, tradeKind, type BookFeed } from '../shared/huobi/index.js';
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
    contents: (frame) => [depthOf(originOf(frame), id.value, bids.levels, asks.levels)],
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
      contents: (frame) => {
        const ids = { firstId: version.value, lastId: version.value, previousId: undefined };
        return [diffOf(originOf(frame), ids, bids.levels, asks.levels)];
      },
    };
  };

/** A frame of trades, the oldest first; what they count is both sides. */
export const tradesKind = tradeKind(
  ({ id, time, amount, price }) =>
    shape`{"amount":${amount},"quantity":${new DecimalField()},"trade_turnover":${new DecimalField()},
      "ts":${time},"id":${id},"price":${price}`,
  (trades) => trades.map((trade) => ({ ...trade, amount: half(trade.amount) })),
);
