import * as t from 'io-ts';

import { sequenceId } from '../../codec/index.js';
import { levels, trade } from '../shared/huobi/index.js';

/** `depth.step0`: `version` and `id` are seconds here; `mrid` tells one book from the next. */
export const depth = t.type({ tick: t.type({ bids: levels, asks: levels, mrid: sequenceId }) });

/** `depth.size_LEVELS.high_freq`, subscribed to with `data_type` `incremental`. */
export const highFreq = t.type({
  tick: t.type({
    event: t.union([t.literal('snapshot'), t.literal('update')]),
    version: sequenceId,
    bids: levels,
    asks: levels,
  }),
});

/** `trade.detail`, the oldest trade first. */
export const trades = t.type({
  tick: t.type({ data: t.array(t.intersection([trade, t.type({ id: sequenceId })])) }),
});

/** `20220325`; empty of a swap. */
const deliveryDate = new t.Type<string>(
  'text of a day, or empty',
  t.string.is,
  (value, context) =>
    typeof value === 'string' && /^(?:\d{8})?$/.test(value) ? t.success(value) : t.failure(value, context),
  t.identity,
);

/** REST `swap_contract_info`. */
export const contracts = t.type({
  data: t.array(t.type({ contract_code: t.string, contract_status: t.number, delivery_date: deliveryDate })),
});

/** One contract. */
export type WireContract = t.TypeOf<typeof contracts>['data'][number];
