import { ANY_INTEGER, IntegerField, optional, shape } from '../../codec/index.js';
import { depthOf, diffOf, levelRows, pushOf, tradeKind, type BookFeed } from '../shared/huobi/index.js';

/** A frame of `depth.step0`, in the shape of 2021. */
export const depthKind: BookFeed['kind'] = (venue) => {
  const { channel, time, originOf } = pushOf(venue, 'depth.step0');
  const bids = levelRows();
  const asks = levelRows();
  const version = new IntegerField();
  return {
    shapes: [
      shape`${channel}${time},"tick":{"bids":${bids},"asks":${asks},"version":${version},"ts":${ANY_INTEGER}}}`,
    ],
    contents: (frame) => [depthOf(originOf(frame), version.value, bids.levels, asks.levels)],
  };
};

/** A frame of `mbp.LEVELS`, of which a side without changes may be left out, as users saw them in 2020 and 2026. */
export const mbpKind =
  (count: number): BookFeed['kind'] =>
  (venue) => {
    const { channel, time, originOf } = pushOf(venue, `mbp.${count}`);
    const id = new IntegerField();
    const previous = new IntegerField();
    const bids = levelRows();
    const asks = levelRows();
    return {
      shapes: [
        shape`${channel}${time},"tick":{"seqNum":${id},"prevSeqNum":${previous}
          ${optional`,"bids":${bids}`}${optional`,"asks":${asks}`}}}`,
      ],
      contents: (frame) => {
        const ids = { firstId: undefined, lastId: id.value, previousId: previous.value };
        return [diffOf(originOf(frame), ids, bids.levels, asks.levels)];
      },
    };
  };

/** A frame of trades, the newest first. */
export const tradesKind = tradeKind(
  ({ id, time, amount, price }) =>
    shape`{"id":${ANY_INTEGER},"ts":${time},"tradeId":${id},"amount":${amount},"price":${price}`,
  (trades) => trades.toReversed(),
);
