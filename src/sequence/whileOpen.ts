import { Subject, takeUntil, type Observable, type Subscription } from 'rxjs';

/**
 * The source, cut off the moment that the subscriber is closed: also while the source still emits from within its
 * `subscribe`, when there is nothing yet to unsubscribe from. For operators that are no composition.
 */
export function whileOpen<T>(source: Observable<T>, subscriber: Subscription): Observable<T> {
  const closed$ = new Subject<void>();
  subscriber.add(() => closed$.next());
  return source.pipe(takeUntil(closed$));
}
