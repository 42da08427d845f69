import * as t from 'io-ts';

import { decimalFromText, timeFromIsoText } from '../../codec/index.js';
import { checksum, levels } from '../shared/okx/index.js';

/** What every frame of a channel has; `table` is the channel without its instrument. */
export const push = t.type({ table: t.string, data: t.UnknownArray });

/** `depth_l2_tbt` and `depth` of all kinds of instruments: 400 levels, then those that changed. */
export const books = t.type({
  action: t.union([t.literal('partial'), t.literal('update')]),
  data: t.array(
    t.type({ instrument_id: t.string, asks: levels, bids: levels, timestamp: timeFromIsoText, checksum }),
  ),
});

/** One book message of a frame. */
export type WireBook = t.TypeOf<typeof books>['data'][number];

const traded = {
  instrument_id: t.string,
  trade_id: t.string,
  price: decimalFromText,
  timestamp: timeFromIsoText,
};

const side = t.keyof({ buy: null, sell: null });

/** `spot/trade` and `swap/trade`. */
export const trades = t.type({ data: t.array(t.type({ ...traded, size: decimalFromText, side })) });

/** `futures/trade` and `option/trade`, which call the size `qty`. */
export const contractTrades = t.type({ data: t.array(t.type({ ...traded, qty: decimalFromText, side })) });

/** `option/trades`, which names the side otherwise too. */
export const optionTrades = t.type({
  data: t.array(t.type({ ...traded, qty: decimalFromText, trade_side: side })),
});

/** What is said of subscriptions and of the connection. */
export const event = t.type({ event: t.string });

/** A refusal on the stream; the guide has its code as a text, the traffic as a number. */
export const error = t.type({ message: t.string, errorCode: t.union([t.number, t.string]) });

/** A refusal as the answer to a request. */
export const answerError = t.type({ code: t.number, message: t.string });

/** REST `instruments`; `state` is of options only, `2` where they trade. */
export const instruments = t.array(
  t.intersection([t.type({ instrument_id: t.string }), t.partial({ state: t.string })]),
);
