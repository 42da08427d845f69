import { ignoreElements, merge, mergeMap, Subject, tap, type Observable } from 'rxjs';

import type { FeeSchedule } from '../../domain/fee.js';
import type { VenueSymbol } from '../../domain/ids.js';
import type { BackoffOptions } from '../../sequence/backoff.js';
import type { MakeCall } from '../requests/venueCalls.js';
import { keepAsking } from './keepAsking.js';
import type { VenueTrading } from './tradingVenue.js';

/** What an account pays. */
export interface AccountFees {
  /** On an instrument, as far as it is known: what the venue told of the account, else what all pay. Has it asked for. */
  readonly of: (symbol: VenueSymbol) => FeeSchedule;
  /** Asks for the fees of the instruments that were wanted, as long as it is subscribed. Never completes and never errors. */
  readonly run: () => Observable<never>;
}

/** Knows what an account pays on the instruments that it is asked about. */
export function accountFees(
  { fees, accountFees: call }: Pick<VenueTrading, 'fees' | 'accountFees'>,
  make: MakeCall,
  everyMs: number,
  backoff: BackoffOptions,
): AccountFees {
  const known = new Map<VenueSymbol, FeeSchedule>();
  const wanted = new Set<VenueSymbol>();
  const wanted$ = new Subject<VenueSymbol>();
  return {
    of: (symbol) => {
      if (!wanted.has(symbol)) {
        wanted.add(symbol);
        wanted$.next(symbol);
      }
      return known.get(symbol) ?? fees;
    },
    run: () =>
      merge([...wanted], wanted$).pipe(
        mergeMap((symbol) =>
          call === undefined
            ? []
            : keepAsking(() => make(call(symbol)), everyMs, backoff).pipe(
                tap((schedule) => known.set(symbol, schedule)),
              ),
        ),
        ignoreElements(),
      ),
  };
}
