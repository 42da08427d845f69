import { filter, map, take, type Observable } from 'rxjs';

import type { InstrumentKey } from '../../../book/index.js';
import type { AnySnapshot, SnapshotFailed } from '../../../domain/messages.js';
import type { MarbleContext } from '../../marbleOperator.js';
import { SNAPSHOTS } from '../inputs.js';

/** The next marble of the input `snapshots`; where an instrument is given, without the snapshots of others. */
export const nextSnapshot =
  ({ input }: MarbleContext) =>
  (of?: InstrumentKey): Observable<AnySnapshot> =>
    (input(SNAPSHOTS) as Observable<AnySnapshot | SnapshotFailed>).pipe(
      filter(
        (answer) =>
          of === undefined ||
          answer._tag === 'snapshotFailed' ||
          (answer.venue === of.venue && answer.symbol === of.symbol),
      ),
      take(1),
      map((answer) => {
        if (answer._tag === 'snapshotFailed') throw answer.cause.error;
        return answer;
      }),
    );
