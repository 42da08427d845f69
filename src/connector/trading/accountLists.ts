import { defer, expand, EMPTY, forkJoin, map, of, reduce, type Observable } from 'rxjs';

import type { VenueSymbol } from '../../domain/ids.js';
import type { FillList, ListedFill, OpenOrderList } from '../../orders/index.js';
import type { Answered, CallResult } from '../requests/venueCall.js';
import type { MakeCall } from '../requests/venueCalls.js';
import type { FillPage, FillQuery, VenueTrading } from './tradingVenue.js';

/** Pages of one list are no more than this; what comes after is left out, and the list is not complete. */
const MOST_PAGES = 50;

/**
 * The open orders of some symbols, or all of them. Cold; undefined where the venue did not answer; never an error.
 */
export function listOpenOrders(
  { openOrders }: Pick<VenueTrading, 'openOrders'>,
  make: MakeCall,
  symbols: readonly VenueSymbol[] | 'all',
): Observable<OpenOrderList | undefined> {
  if (symbols !== 'all' && symbols.length === 0) return of(undefined);
  const calls = symbols === 'all' ? [openOrders()] : symbols.map((symbol) => openOrders(symbol));
  return forkJoin(calls.map((call) => make(call))).pipe(
    map((results) => {
      const answers = results.filter((result) => result._tag === 'answered');
      if (answers.length < results.length) return undefined;
      return { symbols, ...spanOf(answers), complete: true, orders: answers.flatMap(({ value }) => value) };
    }),
  );
}

/** When the first of several questions was sent, and the last answer came. */
const spanOf = (answers: readonly Answered<unknown>[]): Pick<OpenOrderList, 'askedAt' | 'receivedAt'> => ({
  askedAt: Math.min(...answers.map(({ sentAt }) => sentAt)),
  receivedAt: Math.max(...answers.map(({ receivedAt }) => receivedAt)),
});

/** Fills, and when they were asked for. */
export interface AskedFills extends Pick<FillList, 'askedAt' | 'receivedAt' | 'complete'> {
  readonly fills: readonly ListedFill[];
}

/** All pages of fills. Cold; undefined where the venue did not answer one of them; never an error. */
export function listFills(
  { fills }: Pick<VenueTrading, 'fills'>,
  make: MakeCall,
  query: Omit<FillQuery, 'page'>,
): Observable<AskedFills | undefined> {
  const pageOf = (page?: string) => make(fills(page === undefined ? query : { ...query, page }));
  return defer(() => pageOf()).pipe(
    expand((result, at) =>
      result._tag === 'answered' && result.value.next !== undefined && at + 1 < MOST_PAGES
        ? pageOf(result.value.next)
        : EMPTY,
    ),
    reduce<CallResult<FillPage>, Pages>(
      (pages, result) => ({
        answers: result._tag === 'answered' ? [...pages.answers, result] : pages.answers,
        failed: pages.failed || result._tag !== 'answered',
      }),
      { answers: [], failed: false },
    ),
    map(({ answers, failed }) => {
      if (failed) return undefined;
      return {
        fills: answers.flatMap(({ value }) => value.fills),
        ...spanOf(answers),
        complete: answers.at(-1)?.value.next === undefined,
      };
    }),
  );
}

interface Pages {
  readonly answers: readonly Answered<FillPage>[];
  readonly failed: boolean;
}
