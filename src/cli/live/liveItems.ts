import { catchError, distinctUntilChanged, map, merge, of, type Observable } from 'rxjs';

import type { BookState } from '../../book/index.js';
import type { Connector, ConnectorStatus, ConnectorTrouble, InstrumentName } from '../../connector/index.js';
import type { Trade } from '../../domain/messages.js';
import type { Balances } from '../../money/index.js';
import type { OrderEvent } from '../../orders/index.js';
import { bookStatus } from '../bookStatus.js';

/** Price and size of a level, as plain decimal texts. */
type LevelTexts = readonly [price: string, size: string];

/** How a book stands, and the best of it. A side that is empty, or not known, is undefined. */
interface BookTop {
  readonly _tag: 'book';
  readonly name: string;
  readonly status: BookState['status'];
  readonly bid: LevelTexts | undefined;
  readonly ask: LevelTexts | undefined;
  /** When the last message of the book came, by our clock, in milliseconds since 1970; undefined before the first. */
  readonly receivedAt: number | undefined;
}

/** One thing that a connector tells. */
export type LiveItem =
  | BookTop
  | { readonly _tag: 'trade'; readonly trade: Trade }
  | { readonly _tag: 'order'; readonly event: OrderEvent }
  | { readonly _tag: 'balances'; readonly balances: Balances }
  | { readonly _tag: 'status'; readonly status: ConnectorStatus }
  | { readonly _tag: 'ready'; readonly isReady: boolean }
  | { readonly _tag: 'trouble'; readonly trouble: ConnectorTrouble };

/** What is to be listened to. */
export interface LiveChannels {
  readonly books?: boolean;
  readonly trades?: boolean;
  /** Orders, balances and the parts of the connector. */
  readonly account?: boolean;
}

/**
 * What a connector tells of itself and of some instruments, as it comes: books whenever status or best level changes. An
 * instrument that cannot be listened to gives a `trouble`, and the others go on.
 */
export function liveItems(
  connector: Pick<
    Connector,
    'book' | 'trades' | 'orderEvents$' | 'balances$' | 'status$' | 'ready$' | 'trouble$'
  >,
  names: readonly InstrumentName[],
  { books = false, trades = false, account = false }: LiveChannels,
  now: () => number,
): Observable<LiveItem> {
  const unusable =
    (what: string) =>
    (error: unknown): Observable<LiveItem> => {
      const reason = error instanceof Error ? error.message : String(error);
      return of({ _tag: 'trouble', trouble: { _tag: 'unusable', what, reason, at: now() } });
    };
  const marketOf = (name: InstrumentName): readonly Observable<LiveItem>[] => [
    ...(books
      ? [
          connector.book(name).pipe(
            map((state) => bookTop(name, state)),
            distinctUntilChanged(sameTop),
          ),
        ]
      : []),
    ...(trades ? [connector.trades(name).pipe(map((trade): LiveItem => ({ _tag: 'trade', trade })))] : []),
  ];
  const { orderEvents$, balances$, status$, ready$, trouble$ } = connector;
  return merge(
    ...(account
      ? [
          orderEvents$.pipe(map((event): LiveItem => ({ _tag: 'order', event }))),
          balances$.pipe(map((balances): LiveItem => ({ _tag: 'balances', balances }))),
          status$.pipe(map((status): LiveItem => ({ _tag: 'status', status }))),
          ready$.pipe(map((isReady): LiveItem => ({ _tag: 'ready', isReady }))),
        ]
      : []),
    trouble$.pipe(map((trouble): LiveItem => ({ _tag: 'trouble', trouble }))),
    ...names.flatMap((name) => marketOf(name).map((one$) => one$.pipe(catchError(unusable(name))))),
  );
}

function bookTop(name: InstrumentName, state: BookState): BookTop {
  const { status, book } = bookStatus(state);
  const live = status === 'live' ? book : undefined;
  const { bids, asks } = live ?? {};
  return {
    _tag: 'book',
    name,
    status,
    bid: bids?.best && [bids.best.priceText, bids.best.sizeText],
    ask: asks?.best && [asks.best.priceText, asks.best.sizeText],
    receivedAt: state.receivedAt,
  };
}

const sameTop = (a: BookTop, b: BookTop): boolean =>
  a.status === b.status && sameLevel(a.bid, b.bid) && sameLevel(a.ask, b.ask);

const sameLevel = (a: LevelTexts | undefined, b: LevelTexts | undefined): boolean =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1];
