import { isRight } from 'fp-ts/lib/Either.js';
import { defer, EMPTY, filter, mergeMap, of, take, throwError, type Observable } from 'rxjs';

import type { InstrumentKey } from '../../book/index.js';
import {
  frameDecoder,
  marketMessages,
  orderBooks,
  snapshotOf,
  type MarketDataVenue,
  type OrderBooksOptions,
} from '../../connector/index.js';
import type { FrameContent } from '../../domain/contents.js';
import type { Frame } from '../../domain/frame.js';
import type { AnySnapshot } from '../../domain/messages.js';
import type { MarbleContext, MarbleMoment } from '../marbleOperator.js';
import type { Json } from '../marbleDiagram.js';
import { closed, isRecord } from './closed.js';
import { SNAPSHOTS } from './inputs.js';
import { readOrThrow } from './marbleJsonError.js';
import type { OperatorTable } from './marketOperator.js';
import { readByFirstKey } from './readByFirstKey.js';
import { count, milliseconds } from './scalars.js';
import { valueJson } from './valueJson.js';
import { WIRE_READERS, type WireInput } from './venueFrames.js';

const bookOptions = closed(
  {},
  {
    staleAfterMs: milliseconds,
    holdLimit: count,
    snapshots: closed(
      {},
      { firstDelayMs: milliseconds, maxDelayMs: milliseconds, healEveryMs: milliseconds },
    ),
  },
);

/**
 * The operators by which a venue's protocol is drawn: what it sends goes in as it is on the wire, and what comes out is
 * what {@link bookMarbles} writes, without the name of the venue, and without the symbol where it is told already.
 *
 * - `decode()`: frames to what they hold.
 * - `books(options)`: frames to the states of each instrument's book; `{"snapshots":{"firstDelayMs":2}}` asks for
 *   snapshots, each request answered by the next frame of an input titled `snapshots` that came from the URL that was
 *   asked (where it is asked over the stream, draw the answer among the frames); `staleAfterMs` and `holdLimit` are those of `orderBooks`.
 *
 * A frame is `{"ws": PAYLOAD}`, where a string is the text itself and anything else stands for its JSON; the answer to a
 * request `{"http": URL, "body": PAYLOAD, "headers": {...}}`; an interruption that of {@link bookMarbles}. `connection`
 * and `receivedAt` may be added. Compressed frames are written inflated.
 *
 * ```ts
 * describeMarbles('marbles/exchanges/okx', venueOperators(okx));
 * ```
 *
 * @param options `wireText`: the text of a stream's frame as the venue sends it, given the text as it is written; for
 * venues that put compressed texts into their frames. The same text unless given.
 */
export function venueOperators(
  venue: MarketDataVenue,
  { wireText }: { readonly wireText?: ((text: string) => string) | undefined } = {},
): OperatorTable {
  const codecs = {
    input: (json: Json, title: string | undefined, moment: MarbleMoment): WireInput => {
      const input = readByFirstKey<WireInput>(WIRE_READERS, json, moment, title);
      if (wireText === undefined || '_tag' in input || input.via === 'request') return input;
      return { ...input, text: wireText(input.text) };
    },
    output: (value: unknown, moment: MarbleMoment) =>
      concise(valueJson(value, moment), { venue: venue.name }),
  };
  return {
    decode: { ...codecs, operator: () => (source: Observable<WireInput>) => decoded(source, venue) },
    books: {
      ...codecs,
      operator: (given: Json = {}) => {
        const { snapshots, ...options } = readOrThrow(bookOptions, given);
        return (source: Observable<WireInput>, context: MarbleContext) => {
          const all: OrderBooksOptions = {
            ...options,
            ...(snapshots && { snapshots: { ...snapshots, request: nextAnswer(venue, context) } }),
          };
          return decoded(source, venue).pipe(marketMessages(), orderBooks(venue, all));
        };
      },
    },
  };
}

/**
 * Without the venue, which is the same for all, and within what is told of an instrument without its symbol, which stands
 * before it.
 */
function concise(json: unknown, known: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(json)) return json.map((item) => concise(item, known));
  if (!isRecord(json)) return json;
  const inner = 'value' in json ? { ...known, symbol: json['symbol'] } : known;
  return Object.fromEntries(
    Object.entries(json)
      .filter(([key, field]) => field !== known[key] || !Object.hasOwn(known, key))
      .map(([key, field]) => [key, concise(field, inner)]),
  );
}

/** What frames hold, with the interruptions among them. */
function decoded(source: Observable<WireInput>, venue: MarketDataVenue): Observable<FrameContent> {
  return defer(() => {
    const decode = frameDecoder(venue);
    return source.pipe(mergeMap((input) => ('_tag' in input ? [input] : decode(input))));
  });
}

/** The snapshot of the next answer that came from the URL that the venue has for the instrument. */
const nextAnswer =
  (venue: MarketDataVenue, { input }: MarbleContext) =>
  ({ symbol }: InstrumentKey): Observable<AnySnapshot> => {
    const plan = venue.requestSnapshot?.(symbol);
    if (plan?.method !== 'GET') return EMPTY;
    return (input(SNAPSHOTS) as Observable<Frame>).pipe(
      filter(({ connection }) => connection === plan.url),
      take(1),
      mergeMap((frame) => {
        const snapshot = snapshotOf(venue, frame);
        return isRight(snapshot) ? of(snapshot.right) : throwError(() => snapshot.left);
      }),
    );
  };
