import { expect } from 'chai';
import {
  asyncScheduler,
  from,
  map,
  NEVER,
  of,
  takeUntil,
  takeWhile,
  tap,
  throwError,
  timer,
  type Observable,
} from 'rxjs';
import type { RunHelpers } from 'rxjs/testing';

import {
  keepConnected,
  type ConnectionEvent,
  type KeepConnectedOptions,
  type SocketEvent,
  type SocketRequest,
} from '../../../src/connector/index.js';
import { timelineOf } from '../../support/operatorChecklist.js';

const REQUEST: SocketRequest = { url: 'ws://127.0.0.1', send$: NEVER };

const brief = (event: ConnectionEvent): string => {
  switch (event._tag) {
    case 'connected':
      return `${event.connection} open`;
    case 'connectionFrame':
      return `${event.frame.connection} ${event.frame.text}`;
    case 'connectionLost':
      return `${event.connection} lost: ${event.reason}${event.retryInMs === undefined ? '' : `, again in ${event.retryInMs}`}`;
    case 'connectionRotated':
      return `${event.connection} takes over`;
  }
};

/** What is told of connections that go as these marbles: o open, letters messages, x closed, r refused with Retry-After. */
function told(
  scripts: readonly string[],
  options: Partial<KeepConnectedOptions> = {},
  untilMs = 1000,
): readonly string[] {
  const script = ({ cold }: RunHelpers) => {
    let next = 0;
    return (): Observable<SocketEvent> =>
      cold(scripts[Math.min(next++, scripts.length - 1)]!).pipe(
        map((letter) => eventOf(letter)),
        tap({ finalize: () => closed++ }),
      );
  };
  let closed = 0;
  return timelineOf(
    (helpers) =>
      keepConnected(script(helpers), () => of(REQUEST), {
        name: 's',
        firstDelayMs: 10,
        stableMs: 100,
        ...options,
      }).pipe(map(brief)),
    untilMs,
  );
}

function eventOf(letter: string): SocketEvent {
  const closed = {
    _tag: 'socketClosed',
    wasOpen: letter === 'x',
    code: undefined,
    reason: letter,
    refusedStatus: undefined,
    retryAfterMs: letter === 'r' ? 70 : undefined,
  } as const;
  if (letter === 'o') return { _tag: 'socketOpened', openedAt: asyncScheduler.now() };
  if (letter === 'x' || letter === 'r') return { ...closed, closedAt: asyncScheduler.now() };
  return { _tag: 'socketMessage', text: letter, bytes: undefined, receivedAt: 0 };
}

describe('keepConnected', () => {
  it('makes a connection anew after a pause that grows', () => {
    expect(told(['-oa-x|', '--x|', '-x|', '-ob'], {}, 100)).to.deep.equal([
      '1 s 1 open',
      '2 s 1 a',
      '4 s 1 lost: x, again in 10',
      '16 s 2 lost: x, again in 20',
      '37 s 3 lost: x, again in 40',
      '78 s 4 open',
      '79 s 4 b',
    ]);
  });

  it('waits as long as a refusal asks', () => {
    expect(told(['-r|', '-o'], {}, 100)).to.deep.equal(['1 s 1 lost: r, again in 70', '72 s 2 open']);
  });

  it('cuts a connection that falls silent, and one that never says anything', () => {
    expect(told(['-oa-b'], { silenceMs: 20 }, 60)).to.deep.equal([
      '1 s 1 open',
      '2 s 1 a',
      '4 s 1 b',
      '24 s 1 lost: nothing came for 20 ms, again in 10',
      '35 s 2 open',
      '36 s 2 a',
      '38 s 2 b',
      '58 s 2 lost: nothing came for 20 ms, again in 20',
    ]);
  });

  it('makes a new connection before the old one is cut, hears both, and lets the old one go', () => {
    expect(told(['-oa 38ms b 40ms c', '-od 20ms e'], { lifetimeMs: 50, overlapMs: 10 }, 95)).to.deep.equal([
      '1 s 1 open',
      '2 s 1 a',
      '41 s 1 b',
      '51 s 2 open',
      '52 s 2 d',
      '61 s 2 takes over',
      '73 s 2 e',
    ]);
  });

  it('does not make the old one anew when it ends while the new one is made; a new one that fails is tried again', () => {
    expect(told(['-o 49ms x', '-x', '-ob'], { lifetimeMs: 50, overlapMs: 10 }, 90)).to.deep.equal([
      '1 s 1 open',
      '51 s 1 lost: x',
      '51 s 2 lost: x, again in 10',
      '62 s 3 open',
      '63 s 3 b',
      '72 s 3 takes over',
    ]);
  });

  it('takes a failure to make the request as one to connect, and asks for a permit before each attempt', () => {
    let attempts = 0;
    const open = () => (attempts++ === 0 ? throwError(() => new Error('no listen key')) : of(REQUEST));
    const lines = timelineOf(
      ({ cold }) =>
        keepConnected(() => cold('-o').pipe(map(eventOf)), open, {
          name: 's',
          firstDelayMs: 10,
          permit: () => timer(5),
        }).pipe(map(brief)),
      100,
    );
    expect(lines).to.deep.equal(['5 s 1 lost: no listen key, again in 10', '21 s 2 open']);
  });

  it('a connection that was open for long was no failure: the next pause is the first one again', () => {
    const pauses = told(['-x|', '-x|', '-o 150ms x|', '-o 20ms x|'], {}, 400).filter((line) =>
      line.includes('lost'),
    );
    expect(pauses).to.deep.equal([
      '1 s 1 lost: x, again in 10',
      '12 s 2 lost: x, again in 20',
      '184 s 3 lost: x, again in 10',
      '216 s 4 lost: x, again in 20',
      '258 s 5 lost: x, again in 40',
      '320 s 6 lost: x, again in 80',
    ]);
  });

  it('cuts a connection from outside, open or not, with the reason, and makes it anew', () => {
    const cut = (connection: string) =>
      timer(connection === 's 2' ? 1 : 5).pipe(map(() => `enough of ${connection}`));
    expect(told(['-oa', '--o', '-ob'], { cut }, 40)).to.deep.equal([
      '1 s 1 open',
      '2 s 1 a',
      '5 s 1 lost: enough of s 1, again in 10',
      '16 s 2 lost: enough of s 2, again in 20',
      '37 s 3 open',
      '38 s 3 b',
    ]);
  });

  it('gives each request the name of its connection', () => {
    const names: string[] = [];
    const lines = timelineOf(
      ({ cold }) =>
        keepConnected(
          () => cold('-x|').pipe(map(eventOf)),
          (connection) => {
            names.push(connection);
            return of(REQUEST);
          },
          { name: 's', firstDelayMs: 10 },
        ).pipe(map(brief)),
      20,
    );
    expect(lines).to.have.length(2);
    expect(names).to.deep.equal(['s 1', 's 2']);
  });

  it('closes its connection when it is unsubscribed, whatever it is at', () => {
    let open = 0;
    const lines = timelineOf(({ cold }) => {
      const socket = () =>
        cold('-oa').pipe(map(eventOf), tap({ subscribe: () => open++, finalize: () => open-- }));
      return keepConnected(socket, () => of(REQUEST), { name: 's', lifetimeMs: 20, overlapMs: 30 }).pipe(
        map(brief),
        takeUntil(timer(25)),
      );
    });
    expect(lines).to.deep.equal(['1 s 1 open', '2 s 1 a', '21 s 2 open', '22 s 2 a', '25 |']);
    expect(open).to.equal(0);
  });

  it('waits as long as a timer can where a refusal asks for more, and does not try again at once', () => {
    const asked = { ...eventOf('r'), retryAfterMs: 30 * 86_400_000 };
    let attempts = 0;
    const log = timelineOf(
      () =>
        keepConnected(
          () => {
            attempts++;
            return of(asked);
          },
          () => of(REQUEST),
          { name: 's', firstDelayMs: 10 },
        ).pipe(map(brief)),
      10_000,
    );
    expect(attempts).to.equal(1);
    expect(log.join()).to.contain(`again in ${2 ** 31 - 1}`);
  });

  it('refuses times that are none', () => {
    const keep = (options: object) => () =>
      keepConnected(
        () => NEVER,
        () => of(REQUEST),
        { name: 's', ...options },
      );
    expect(keep({ silenceMs: 0 })).to.throw(RangeError, 'silenceMs is no time of a timer: 0');
    expect(keep({ lifetimeMs: 2 ** 31 })).to.throw(
      RangeError,
      'lifetimeMs is no time of a timer: 2147483648',
    );
    expect(keep({ firstDelayMs: -1 })).to.throw(RangeError, 'firstDelayMs is no time: -1');
  });

  it('tells a reason where the other side told none', () => {
    const closed: SocketEvent = {
      _tag: 'socketClosed',
      wasOpen: true,
      code: 1006,
      reason: '',
      refusedStatus: undefined,
      retryAfterMs: undefined,
      closedAt: 0,
    };
    const reasons: string[] = [];
    keepConnected(
      () => from<SocketEvent[]>([{ _tag: 'socketOpened', openedAt: 0 }, closed]),
      () => of(REQUEST),
      { name: 's' },
    )
      .pipe(takeWhile(({ _tag }) => _tag !== 'connectionLost', true))
      .subscribe((event) => reasons.push(brief(event)));
    expect(reasons).to.deep.equal([
      's 1 open',
      's 1 lost: closed by the other side: without a close frame (1006), again in 500',
    ]);
  });
});
