import { finalize, ignoreElements, ReplaySubject, Subject, takeUntil, tap, type Observable } from 'rxjs';

import type { ClientOrderId } from '../../domain/ids.js';
import type { Order, OrderInput, TrackedOrder, TrackedUpdate } from '../../orders/index.js';
import { reasonOf } from '../requests/callOverHttp.js';
import type { OrderTracking } from './orderTracking.js';

/** For how long orders can be asked for after their end. */
export interface KeptOrders {
  readonly keepFinishedMs: number;
  readonly keepFinished: number;
}

/**
 * The orders of a connector: the one way in for all that is heard of them, and what they are now. What comes of an input can
 * be asked for before it is told.
 */
export class TrackedOrders {
  readonly #tracking: OrderTracking;
  readonly #kept: KeptOrders;
  readonly #inputs$ = new Subject<OrderInput>();
  readonly #updates$ = new Subject<TrackedUpdate>();
  readonly #byKey = new Map<number, TrackedOrder>();
  readonly #byClientId = new Map<ClientOrderId, number>();
  /** In the order in which they ended. */
  readonly #finished = new Set<number>();
  /** What is to be done when an input has been taken in. */
  readonly #awaited = new Map<OrderInput, (update: TrackedUpdate) => void>();
  #ending: Subject<void> | undefined;
  /** Why orders are tracked no more. */
  #failure: { readonly error: unknown } | undefined;
  readonly #failure$ = new ReplaySubject<string>(1);

  /** Hot; a late subscriber gets what comes after. Fails where orders can be tracked no more. */
  readonly updates$: Observable<TrackedUpdate> = this.#updates$.asObservable();

  /** Why orders can be tracked no more, once they cannot. Hot; the reason at once. */
  readonly failure$: Observable<string> = this.#failure$.asObservable();

  constructor(tracking: OrderTracking, kept: KeptOrders) {
    this.#tracking = tracking;
    this.#kept = kept;
  }

  /** Forgets what is kept, for these. Not while it tracks. */
  replaceBy(known: Iterable<TrackedOrder>): void {
    this.#byKey.clear();
    this.#byClientId.clear();
    this.#finished.clear();
    for (const one of known) this.#note(one);
  }

  /** Tracks, as long as it is subscribed or until `end`. Fails where orders can be tracked no more. */
  run(): Observable<never> {
    for (const one of this.#tracking.known()) this.#note(one);
    const ending$ = new Subject<void>();
    this.#ending = ending$;
    return this.#inputs$.pipe(
      takeUntil(ending$),
      this.#tracking.track(),
      tap({
        next: (update) => this.#tell(update),
        error: (error: unknown) => {
          this.#failure = { error };
          this.#failure$.next(`orders can be tracked no more: ${reasonOf(error)}`);
          this.#updates$.error(error);
        },
      }),
      ignoreElements(),
      finalize(() => this.#awaited.clear()),
    );
  }

  /** @throws what tracking failed with, where orders can be tracked no more. */
  demandTracking(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Lets `run` complete, when all that came before is taken in. */
  end(): void {
    this.#ending?.next();
  }

  /** Takes in what was heard, in this order. */
  take(inputs: readonly OrderInput[]): void {
    for (const input of inputs) this.#inputs$.next(input);
  }

  /** Takes in one input and, when it is tracked, goes on: with a journal it is on the disk then. */
  takeThen(input: OrderInput, then: (update: TrackedUpdate) => void): void {
    this.#awaited.set(input, then);
    this.#inputs$.next(input);
  }

  /** Lets go of what ended long ago, or is too much. */
  forget(now: number): void {
    const { keepFinished, keepFinishedMs } = this.#kept;
    for (const key of this.#finished) {
      const { end } = this.#byKey.get(key)?.order ?? {};
      const isOld = end === undefined || now - end.receivedAt >= keepFinishedMs;
      if (!isOld && this.#finished.size <= keepFinished) return;
      this.#drop(key);
    }
  }

  byClientId(clientId: ClientOrderId): Order | undefined {
    const key = this.#byClientId.get(clientId);
    return key === undefined ? undefined : this.#byKey.get(key)?.order;
  }

  byKey(key: number): Order | undefined {
    return this.#byKey.get(key)?.order;
  }

  /** All that are kept, the ended ones too, the oldest first. */
  all(): readonly TrackedOrder[] {
    return [...this.#byKey.values()].sort((a, b) => a.key - b.key);
  }

  /** Those that have not ended, the oldest first. */
  open(): readonly TrackedOrder[] {
    return this.all().filter(({ order }) => order.end === undefined);
  }

  #tell(update: TrackedUpdate): void {
    if (update.absorbed !== undefined) this.#drop(update.absorbed);
    this.#note(update);
    this.#updates$.next(update);
    const then = this.#awaited.get(update.input);
    this.#awaited.delete(update.input);
    then?.(update);
  }

  #note({ key, order }: TrackedOrder): void {
    this.#byKey.set(key, { key, order });
    if (order.clientId !== undefined) this.#byClientId.set(order.clientId, key);
    if (order.end === undefined) this.#finished.delete(key);
    else this.#finished.add(key);
  }

  #drop(key: number): void {
    const { clientId } = this.#byKey.get(key)?.order ?? {};
    this.#byKey.delete(key);
    this.#finished.delete(key);
    if (clientId !== undefined && this.#byClientId.get(clientId) === key) this.#byClientId.delete(clientId);
  }
}
