import { expect } from 'chai';
import { asyncScheduler, map, of, Subject, timer } from 'rxjs';

import { Secret, type CallResult, type VenueCall } from '../../../src/connector/index.js';
import { keepListenKey } from '../../../src/connector/requests/keepListenKey.js';
import type { MakeCall } from '../../../src/connector/requests/venueCalls.js';
import { timelineOf } from '../../support/operatorChecklist.js';

type Outcome = CallResult<unknown>['_tag'];

/** What is asked, and when; and the keys that are given out. `outcomes` are those of the calls, one after the other. */
function kept(
  outcomes: Readonly<Record<string, readonly Outcome[]>>,
  {
    untilMs = 1_000,
    expiresAt = [],
  }: { readonly untilMs?: number; readonly expiresAt?: readonly number[] } = {},
): readonly string[] {
  let keys = 0;
  const asked: Record<string, number> = {};
  const lines: string[] = [];
  let start = 0;
  const named = (name: string): VenueCall<unknown> => ({
    name,
    costs: {},
    signed: false,
    http: () => ({ method: 'GET', url: '' }),
    frame: undefined,
    read: () => ({ _tag: 'outcomeUnknown', reason: '' }),
  });
  const results: MakeCall = <A>({ name }: VenueCall<A>) => {
    const [op = ''] = name.split(' ');
    const at = (asked[op] = (asked[op] ?? 0) + 1) - 1;
    const outcome = outcomes[op]?.[at] ?? 'answered';
    lines.push(`${asyncScheduler.now() - start} ${name}: ${outcome}`);
    const value = (op === 'create' ? new Secret(`k${++keys}`) : {}) as A;
    const result: CallResult<A> =
      outcome === 'answered'
        ? { _tag: 'answered', value, sentAt: 0, receivedAt: 0 }
        : outcome === 'notFound'
          ? { _tag: 'notFound', code: undefined, message: '', sentAt: 0, receivedAt: 0 }
          : outcome === 'refused'
            ? { _tag: 'refused', code: undefined, message: '' }
            : { _tag: 'outcomeUnknown', reason: '' };
    return of(result);
  };
  const stream = {
    create: () => named('create') as VenueCall<Secret>,
    keepAlive: (key: Secret) => named(`keep ${key.reveal()}`),
    end: (key: Secret) => named(`end ${key.reveal()}`),
    keepAliveEveryMs: 300,
  };
  timelineOf(() => {
    start = asyncScheduler.now();
    const expired$ = new Subject<void>();
    for (const at of expiresAt) timer(at).subscribe(() => expired$.next());
    return keepListenKey(stream, results, { expired$, firstDelayMs: 20 }).pipe(
      map((key) => {
        lines.push(`${asyncScheduler.now() - start} key ${key.reveal()}`);
        return '';
      }),
    );
  }, untilMs);
  return lines;
}

describe('keepListenKey', () => {
  it('makes a key, keeps it alive, and ends it when nobody listens any more', () => {
    expect(kept({})).to.deep.equal([
      '0 create: answered',
      '0 key k1',
      '300 keep k1: answered',
      '600 keep k1: answered',
      '900 keep k1: answered',
      '1000 end k1: answered',
    ]);
  });

  it('asks again after a pause that grows where there is no key; ends none that there is not', () => {
    expect(kept({ create: ['outcomeUnknown', 'refused', 'answered'] }, { untilMs: 100 })).to.deep.equal([
      '0 create: outcomeUnknown',
      '20 create: refused',
      '60 create: answered',
      '60 key k3',
      '100 end k3: answered',
    ]);
    expect(kept({ create: ['refused'] }, { untilMs: 10 })).to.deep.equal(['0 create: refused']);
  });

  it('makes another where the venue will not keep it alive, or knows it no more', () => {
    for (const outcome of ['refused', 'notFound'] as const)
      expect(kept({ keep: [outcome] }, { untilMs: 400 })).to.deep.equal([
        '0 create: answered',
        '0 key k1',
        `300 keep k1: ${outcome}`,
        '320 create: answered',
        '320 key k2',
        '400 end k2: answered',
      ]);
  });

  it('keeps a key that it could not ask about, and asks sooner', () => {
    expect(kept({ keep: ['outcomeUnknown', 'outcomeUnknown'] }, { untilMs: 700 })).to.deep.equal([
      '0 create: answered',
      '0 key k1',
      '300 keep k1: outcomeUnknown',
      '320 keep k1: outcomeUnknown',
      '360 keep k1: answered',
      '660 keep k1: answered',
      '700 end k1: answered',
    ]);
  });

  it('makes another where the venue says that it has expired', () => {
    expect(kept({}, { untilMs: 200, expiresAt: [100] })).to.deep.equal([
      '0 create: answered',
      '0 key k1',
      '110 create: answered',
      '110 key k2',
      '200 end k2: answered',
    ]);
  });
});
