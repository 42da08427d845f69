import * as t from 'io-ts';

import {
  builtList,
  decimalFromText,
  sequenceId,
  timeFromIsoText,
  PRICE_TEXT,
  SIZE_TEXT,
  type ItemFault,
} from '../../codec/index.js';
import { isRecord } from '../../connector/index.js';
import { PriceLevels, PriceLevelsBuilder } from '../../domain/priceLevels.js';

const builder = new PriceLevelsBuilder(false);

const NO_LEVEL: ItemFault = { expected: '{ quantity, rate }' };
const BAD_RATE: ItemFault = { part: 'rate', expected: PRICE_TEXT };
const BAD_QUANTITY: ItemFault = { part: 'quantity', expected: SIZE_TEXT };

/** Adds a level; says what is wrong with it, and adds nothing, where it is none. */
function addLevel(level: unknown): ItemFault | undefined {
  if (!isRecord(level)) return NO_LEVEL;
  const { rate, quantity } = level;
  if (typeof rate !== 'string') return BAD_RATE;
  if (typeof quantity !== 'string') return BAD_QUANTITY;
  const fault = builder.add(rate, quantity);
  if (fault === undefined) return undefined;
  return fault === 'price' ? BAD_RATE : BAD_QUANTITY;
}

/** `[{ quantity, rate }, ...]`, texts of decimal numbers; a quantity of zero deletes the level. */
const levels = builtList(
  'list of { quantity, rate }',
  (value): value is PriceLevels => value instanceof PriceLevels,
  { add: addLevel, build: () => builder.build(), clear: () => builder.clear() },
);

/** What SignalR pushes: calls of methods of a hub, each with its payloads. */
export const push = t.type({
  M: t.array(t.type({ H: t.string, M: t.string, A: t.UnknownArray }, 'message of a hub'), 'list of messages'),
});

/** A message of a hub. */
export type WireMessage = t.TypeOf<typeof push>['M'][number];

/** What SignalR answers to an invocation; `E` where the hub threw. */
export const answer = t.intersection([
  t.type({ I: t.union([t.string, t.number]) }),
  t.partial({ E: t.string }),
]);

/** How a stream's subscription went. */
export const outcome = t.intersection([
  t.type({ Success: t.boolean }),
  t.partial({ ErrorCode: t.union([t.string, t.null]) }),
]);

/** How one went. */
export type WireOutcome = t.TypeOf<typeof outcome>;

/** The changed levels of a market's book of one depth. It has no time. */
export const orderBook = t.type({
  marketSymbol: t.string,
  depth: t.number,
  sequence: sequenceId,
  bidDeltas: levels,
  askDeltas: levels,
});

/** Trades of a market. */
export const trade = t.type({
  marketSymbol: t.string,
  deltas: t.array(
    t.type({
      id: t.string,
      executedAt: timeFromIsoText,
      quantity: decimalFromText,
      rate: decimalFromText,
      takerSide: t.keyof({ BUY: null, SELL: null }),
    }),
  ),
});

/** REST `markets/{marketSymbol}/orderbook`, best first. Its sequence is in a header. */
export const snapshot = t.type({ bid: levels, ask: levels });

/** The header `Sequence`. */
export const sequenceFromText = new t.Type<number, string, unknown>(
  'text of an integer at or above zero',
  t.number.is,
  (value, context) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value)
      ? t.success(Number(value))
      : t.failure(value, context),
  String,
);

/** REST `markets`. */
export const markets = t.array(
  t.type({
    symbol: t.string,
    baseCurrencySymbol: t.string,
    quoteCurrencySymbol: t.string,
    status: t.string,
  }),
);

/** A REST answer that is an error. */
export const restError = t.intersection([t.type({ code: t.string }), t.partial({ detail: t.string })]);
