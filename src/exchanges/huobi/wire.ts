import * as t from 'io-ts';

import { sequenceId } from '../../codec/index.js';
import { levels, trade } from '../shared/huobi/index.js';

/** `depth.step0`: `version` is the id of the last change. */
export const depth = t.type({ tick: t.type({ bids: levels, asks: levels, version: sequenceId }) });

/** `mbp.LEVELS`: of 5 and 20 levels a side without changes is left out. */
export const mbp = t.type({
  tick: t.intersection([
    t.type({ seqNum: sequenceId, prevSeqNum: sequenceId }),
    t.partial({ bids: levels, asks: levels }),
  ]),
});

/** The answer to the `req` of `mbp.LEVELS`. */
export const mbpAnswer = t.type({ data: t.type({ seqNum: sequenceId, bids: levels, asks: levels }) });

/** `trade.detail`, the newest trade first. Each has an `id` of 25 digits too, which is to go. */
export const trades = t.type({
  tick: t.type({ data: t.array(t.intersection([trade, t.type({ tradeId: sequenceId })])) }),
});

/** REST `/v1/common/symbols`. */
export const symbolsV1 = t.type({
  data: t.array(
    t.type({
      symbol: t.string,
      'base-currency': t.string,
      'quote-currency': t.string,
      state: t.string,
      'api-trading': t.string,
    }),
  ),
});

/** REST `/v2/settings/common/symbols`; `full` is 0 where only what changed is listed. */
export const symbolsV2 = t.type({
  data: t.array(t.type({ sc: t.string, bc: t.string, qc: t.string, state: t.string, te: t.boolean })),
  full: t.union([t.literal(0), t.literal(1)]),
});
