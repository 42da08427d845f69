import type { Order } from './order.js';

/** Whether a cancel may be sent now and, if not, why not. */
export type CancelPermission =
  | { readonly _tag: 'mayCancel' }
  | {
      readonly _tag: 'mayNotCancel';
      /** `ended`: there is nothing to cancel; `saidFilled`: nothing but its fills is to come. */
      readonly because: 'ended' | 'saidFilled';
    }
  | {
      readonly _tag: 'mayNotCancel';
      /** A cancel was sent and the order is still there. */
      readonly because: 'cancelPending';
      readonly request: string;
      /** From when on, by our clock, it may be sent again. */
      readonly againAt: number;
    };

/** How long a cancel is waited for. */
export interface MayCancelOptions {
  /** How long after a cancel was sent no other one is, in milliseconds. One minute unless given. */
  readonly againAfterMs?: number;
}

/**
 * Whether a cancel of an order may be sent at `now`, in milliseconds since 1970, by our clock. A cancel is pending until
 * the venue has refused it or the order is over: its receipt is not its end, and one whose answer was lost may have
 * arrived. Whether it is sent is for whoever asks; an order that the venue has not accepted yet may be cancelled too.
 *
 * @throws {RangeError} where `againAfterMs` is no time.
 */
export function mayCancel(
  { end, saidFilled, cancel }: Order,
  now: number,
  { againAfterMs = 60_000 }: MayCancelOptions = {},
): CancelPermission {
  if (!(againAfterMs >= 0)) throw new RangeError(`againAfterMs is no time: ${againAfterMs}`);
  if (end !== undefined) return { _tag: 'mayNotCancel', because: 'ended' };
  if (saidFilled) return { _tag: 'mayNotCancel', because: 'saidFilled' };
  if (cancel === undefined || cancel.answer === 'refused') return { _tag: 'mayCancel' };
  const againAt = cancel.requestedAt + againAfterMs;
  if (now >= againAt) return { _tag: 'mayCancel' };
  return { _tag: 'mayNotCancel', because: 'cancelPending', request: cancel.request, againAt };
}
