import { distinctUntilChanged, pipe, scan, skip, startWith, type OperatorFunction } from 'rxjs';

/** What a pure reducer makes of the values, each time that it is not what it was; `start` itself is not emitted. */
export const changesFrom = <V, S>(start: S, reduce: (state: S, value: V) => S): OperatorFunction<V, S> =>
  pipe(scan(reduce, start), startWith(start), distinctUntilChanged(), skip(1));
