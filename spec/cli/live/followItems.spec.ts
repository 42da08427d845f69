import { expect } from 'chai';
import { Subject } from 'rxjs';

import { followItems } from '../../../src/cli/live/followItems.js';
import type { LiveItem } from '../../../src/cli/live/liveItems.js';
import { READY } from './watchedConnector.js';

const notReady: LiveItem = { _tag: 'ready', isReady: false };
const status = (network: 'notConnected' | 'stopped'): LiveItem => ({
  _tag: 'status',
  status: { ...READY, network, listings: false, orders: false },
});

/** The lines of what is not ready at first, and is stopped then; without their times. */
async function linesOf(json: boolean): Promise<readonly string[]> {
  const items$ = new Subject<LiveItem>();
  const until$ = new Subject<void>();
  const lines: string[] = [];
  const stdout = { write: (text: string) => lines.push(text) > 0 };
  const ended = followItems(
    items$,
    { stdout },
    {
      json,
      until$,
      stop: async () => {
        items$.next(status('stopped'));
        items$.next(notReady);
        await Promise.resolve();
      },
    },
  );
  items$.next(status('notConnected'));
  items$.next(notReady);
  until$.next();
  await ended;
  expect([items$.observed, until$.observed]).to.deep.equal([false, false]);
  return lines.map((line) => line.trimEnd().replace(/^\S+Z {2}/, ''));
}

describe('followItems', () => {
  it('says that it has stopped, and not what is lacking since', async () => {
    expect(await linesOf(false)).to.deep.equal([
      'notConnected, waits for listings, orders',
      'not ready',
      'stopped',
    ]);
  });

  it('tells all of it as JSON lines', async () => {
    const types = (await linesOf(true)).map((line) => (JSON.parse(line) as { readonly type: string }).type);
    expect(types).to.deep.equal(['status', 'ready', 'status', 'ready']);
  });
});
