import * as t from 'io-ts';

import { decimalFromText, sequenceId, timeFromIsoText } from '../../codec/index.js';
import { isRecord } from '../../connector/index.js';
import { PriceLevels, PriceLevelsBuilder } from '../../domain/priceLevels.js';

/** A level on the wire: a size of zero deletes it. */
interface WireLevel {
  readonly quantity: string;
  readonly rate: string;
}

const builder = new PriceLevelsBuilder(false);

const EXPECTED = { rate: 'text of a price at or above zero', quantity: 'text of a size at or above zero' };

/** Adds a level; says which of its fields is at fault, and adds nothing, where one is. */
function addLevel({ rate, quantity }: Readonly<Record<string, unknown>>): keyof WireLevel | undefined {
  if (typeof rate !== 'string') return 'rate';
  if (typeof quantity !== 'string') return 'quantity';
  const fault = builder.add(rate, quantity);
  if (fault === undefined) return undefined;
  return fault === 'price' ? 'rate' : 'quantity';
}

/** `[{ quantity, rate }, ...]`, texts of decimal numbers. */
const levels = new t.Type<PriceLevels, readonly WireLevel[], unknown>(
  'list of { quantity, rate }',
  (value): value is PriceLevels => value instanceof PriceLevels,
  (value, context) => {
    if (!Array.isArray(value)) return t.failure(value, context);
    for (const [at, level] of (value as readonly unknown[]).entries()) {
      const isLevel = isRecord(level);
      const field = isLevel ? addLevel(level) : undefined;
      if (isLevel && field === undefined) continue;
      builder.clear();
      const inList = t.appendContext(context, String(at), t.UnknownRecord, level);
      if (!isLevel || field === undefined) return t.failure(level, inList, '{ quantity, rate }');
      const part = level[field];
      return t.failure(part, t.appendContext(inList, field, t.string, part), EXPECTED[field]);
    }
    return t.success(builder.build());
  },
  (read) => Array.from(read, (level) => ({ quantity: level.sizeWireText, rate: level.priceWireText })),
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
