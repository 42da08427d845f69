import * as E from 'fp-ts/lib/Either.js';

import {
  readWith,
  Secret,
  type ListenKeyUserStream,
  type SubscribedUserStream,
  type VenueCall,
} from '../../../connector/index.js';
import { wireListenKey } from '../wire/account.js';
import { binanceCall, type CallContext, type CallPlan } from './binanceCall.js';

/**
 * The user stream over a connection of the WebSocket API ("User Data Stream requests", 2026-05-27): weight 2, and connecting is 2
 * more. One connection can have one of an account.
 */
export const subscribedUserStream = (context: CallContext): SubscribedUserStream => ({
  _tag: 'subscribed',
  connectionCosts: { requestWeight: 2 },
  subscribe: () =>
    binanceCall(context, {
      rest: undefined,
      socket: 'userDataStream.subscribe.signature',
      security: 'signed',
      weight: 2,
      read: E.right,
    }),
});

/** A key is good for an hour; it is recommended to keep it alive every half ("User Data Streams", 2024-12-17). */
const KEEP_ALIVE_EVERY_MS = 1_800_000;

/**
 * The user stream under a listen key, weight 2 a call. Binance itself took these away on 2026-02-20 (CHANGELOG, 2026-01-21); it is
 * for venues of its kind that still have them.
 */
export function listenKeyUserStream(context: CallContext, stream: string): ListenKeyUserStream {
  const call = <A>(
    method: 'POST' | 'PUT' | 'DELETE',
    more: Pick<CallPlan<A>, 'read' | 'secret' | 'parameters'>,
  ): VenueCall<A> =>
    binanceCall(context, {
      rest: [method, '/api/v3/userDataStream'],
      socket: undefined,
      security: 'key',
      weight: 2,
      ...more,
    });
  return {
    _tag: 'listenKey',
    create: () =>
      call('POST', {
        secret: true,
        read: (json) => readWith(wireListenKey, json, '', ({ listenKey }) => E.right(new Secret(listenKey))),
      }),
    keepAlive: (key) =>
      call<unknown>('PUT', { parameters: () => ({ listenKey: key.reveal() }), read: E.right }),
    end: (key) => call<unknown>('DELETE', { parameters: () => ({ listenKey: key.reveal() }), read: E.right }),
    keepAliveEveryMs: KEEP_ALIVE_EVERY_MS,
    url: (key) => `${stream}/ws/${encodeURIComponent(key.reveal())}`,
  };
}
