import { Observable, defer, of } from 'rxjs';

import type { BinanceDialect, DialectAnswer, DialectRequest } from '../dialects/binance/binanceDialect.js';
import type { FrameKind } from '../dialects/binance/connection.js';

/** What comes back of a request: its answer, or nothing, for the connection is cut. */
export type GateAnswer =
  ({ readonly _tag: 'answered' } & DialectAnswer) | { readonly _tag: 'lost'; readonly reason: string };

/** What a connection tells its client. */
export type GateEvent =
  | { readonly _tag: 'opened' }
  | { readonly _tag: 'frame'; readonly text: string; readonly kind: FrameKind }
  /** The last thing. */
  | { readonly _tag: 'closed'; readonly code: number; readonly reason: string }
  /** The only thing, where it never was open. */
  | { readonly _tag: 'refused'; readonly answer: DialectAnswer };

/**
 * The way into a venue: what is before it, faults and the length of the line, has the same form, so that one can be put
 * before the other.
 */
export interface VenueGate {
  /** Cold: subscribing sends. One answer, then it completes. */
  readonly request: (request: DialectRequest) => Observable<GateAnswer>;
  /** Cold: subscribing connects, unsubscribing closes. Completes with the connection. */
  readonly connect: (request: DialectRequest, received$: Observable<string>) => Observable<GateEvent>;
}

/** The gate of a dialect itself: synchronous. `advance` brings the venue up to the time before anything is asked of it. */
export function dialectGate(dialect: BinanceDialect, advance: () => void): VenueGate {
  return {
    request: (request) =>
      defer(() => {
        advance();
        return of({ _tag: 'answered', ...dialect.request(request) } as const);
      }),
    connect: (request, received$) =>
      new Observable((subscriber) => {
        advance();
        const connection = dialect.connect(request, {
          send: (text, kind) => subscriber.next({ _tag: 'frame', text, kind }),
          close: (code, reason) => {
            subscriber.next({ _tag: 'closed', code, reason });
            subscriber.complete();
          },
        });
        if ('status' in connection) {
          subscriber.next({ _tag: 'refused', answer: connection });
          subscriber.complete();
          return;
        }
        subscriber.add(() => connection.release());
        subscriber.next({ _tag: 'opened' });
        subscriber.add(
          received$.subscribe({
            next: (text) => {
              advance();
              connection.receive(text);
            },
            // Who sends no more may still listen.
            error: () => subscriber.complete(),
          }),
        );
      }),
  };
}
