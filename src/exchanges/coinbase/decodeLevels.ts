import { decoded, readWith } from '../../connector/index.js';
import { coinbaseDecoder, originOf, tradeOf, type DecodeFrame } from './decode.js';
import { l2update, match, snapshot } from './wire.js';

const decodeSnapshot: DecodeFrame = (json, frame) =>
  readWith(snapshot, json, '', ({ product_id, bids, asks }) =>
    decoded({
      _tag: 'snapshot',
      ...originOf(product_id, frame, undefined),
      via: 'stream',
      lastId: undefined,
      coverage: 'full',
      bids,
      asks,
      checksum: undefined,
    }),
  );

const decodeDiff: DecodeFrame = (json, frame) =>
  readWith(l2update, json, '', ({ product_id, time, changes: { bids, asks } }) =>
    decoded({
      _tag: 'diff',
      ...originOf(product_id, frame, time),
      firstId: undefined,
      lastId: undefined,
      previousId: undefined,
      bids,
      asks,
      checksum: undefined,
    }),
  );

/** The number of a match is one of the full channel's sequence, and says nothing of a book of levels. */
const decodeTrade: DecodeFrame = (json, frame) =>
  readWith(match, json, '', (wire) => decoded(tradeOf(wire, frame)));

/** What a frame holds where books come as levels: from `level2_batch` or `level2`, and trades from `matches`. */
export const decodeLevels = coinbaseDecoder({
  messages: new Map([
    ['l2update', decodeDiff],
    ['match', decodeTrade],
    ['snapshot', decodeSnapshot],
  ]),
  answerTo: () => undefined,
});
