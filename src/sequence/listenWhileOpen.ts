import { Subscriber, type Observable } from 'rxjs';

/** What hears a source on behalf of an operator. */
export interface Listening<T> {
  readonly next: (value: T) => void;
  readonly complete: () => void;
}

/**
 * Subscribes to the source for an operator that is no composition: its values and its completion go to `listening`, its
 * error to the subscriber, and so does what `next` throws. Nothing is heard from the moment that the subscriber is closed
 * on, also while the source still emits from within its `subscribe`.
 *
 * One subscriber between the two, where an observer and `takeUntil` make four: most of a message's way through an operator.
 */
export function listenWhileOpen<T>(
  source: Observable<T>,
  subscriber: Subscriber<unknown>,
  listening: Listening<T>,
): void {
  source.subscribe(new Listener(subscriber, listening));
}

/** As the operators of RxJS 7 are made. RxJS 8 is to make the constructor internal, and to give `operate()` for it. */
class Listener<T> extends Subscriber<T> {
  constructor(
    private readonly subscriber: Subscriber<unknown>,
    private readonly listening: Listening<T>,
  ) {
    super(subscriber); // oxlint-disable-line typescript/no-deprecated
  }

  protected override _next(value: T): void {
    try {
      this.listening.next(value);
    } catch (error) {
      this.subscriber.error(error);
    }
  }

  protected override _complete(): void {
    try {
      this.listening.complete();
    } finally {
      this.unsubscribe();
    }
  }
}
