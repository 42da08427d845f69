import * as t from 'io-ts';

import { decimalFromText, timeMs } from '../../../codec/index.js';
import { signedDecimal } from './values.js';

/** The answer of `/api/v3/time`. */
export const wireTime = t.type({ serverTime: timeMs });

/** Balances of an account; `updateTime` is that of the last change. */
export const wireAccount = t.intersection([
  t.type({
    balances: t.array(t.type({ asset: t.string, free: signedDecimal, locked: signedDecimal })),
  }),
  t.partial({ updateTime: timeMs }),
]);

const rates = t.type({
  maker: signedDecimal,
  taker: signedDecimal,
  buyer: signedDecimal,
  seller: signedDecimal,
});

/** What an account pays on an instrument ("Commission Rates" FAQ). */
export const wireCommission = t.intersection([
  t.type({ standardCommission: rates }),
  t.partial({
    specialCommission: rates,
    taxCommission: rates,
    discount: t.type({
      enabledForAccount: t.boolean,
      enabledForSymbol: t.boolean,
      discountAsset: t.union([t.string, t.null]),
      discount: decimalFromText,
    }),
  }),
]);

/** A last traded price. */
export const wirePrice = t.type({ symbol: t.string, price: decimalFromText });

/** The answer to creating a listen key. */
export const wireListenKey = t.type({ listenKey: t.string });

export type WireCommission = t.TypeOf<typeof wireCommission>;
