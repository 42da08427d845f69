import { lastValueFrom, merge, take, type Observable } from 'rxjs';

import { stopSignals$ } from '../stopSignals.js';
import type { Terminal } from '../terminal.js';
import type { LiveItem } from './liveItems.js';
import { liveJson } from './liveJson.js';
import { liveText } from './liveText.js';

const LONG_MS = 2 ** 30;

/** How what is followed begins and ends. */
interface Following {
  readonly json: boolean;
  readonly until$: Observable<unknown>;
  /** Called when all is listened to. */
  readonly start?: () => void;
  /** Called when somebody quits, or `until$` emits: what comes until it resolves is printed too. */
  readonly stop?: () => Promise<void>;
}

/** Prints what a connector tells, a line each, until somebody quits, or `until$` emits. */
export async function followItems(
  items$: Observable<LiveItem>,
  { stdout }: { readonly stdout: Pick<Terminal['stdout'], 'write'> },
  { json, until$, start, stop }: Following,
): Promise<void> {
  let stopping = false;
  const listening = items$.subscribe((item) => {
    // Who stops it knows that it is not ready any more.
    if (stopping && !json && item._tag === 'ready') return;
    const line = json ? JSON.stringify(liveJson(item)) : liveText(item, Date.now());
    stdout.write(`${line}\n`);
  });
  // Somebody has to end it: that nothing is open any more does not.
  const awake = setInterval(() => {}, LONG_MS);
  try {
    start?.();
    await lastValueFrom(merge(stopSignals$, until$).pipe(take(1)), { defaultValue: undefined });
    stopping = true;
    await stop?.();
  } finally {
    clearInterval(awake);
    listening.unsubscribe();
  }
}
