import { expect } from 'chai';
import {
  asyncScheduler,
  EMPTY,
  map,
  NEVER,
  of,
  ReplaySubject,
  throwError,
  timer,
  type Observable,
} from 'rxjs';

import {
  rateBudget,
  Secret,
  type CallMade,
  type CallResult,
  type Credentials,
  type HttpOutcome,
  type HttpRequest,
  type RateBudget,
  type VenueCall,
} from '../../../src/connector/index.js';
import { Redaction } from '../../../src/connector/requests/redaction.js';
import {
  venueCalls,
  type CallManner,
  type VenueCallsOptions,
} from '../../../src/connector/requests/venueCalls.js';
import { timelineOf } from '../../support/operatorChecklist.js';

const KEY = 'the/api key';
const CREDENTIALS: Credentials = {
  apiKey: new Secret(KEY),
  signer: { algorithm: 'HMAC-SHA256', sign: (text) => `signed(${text})` },
};

const call = (more: Partial<VenueCall<string>> = {}): VenueCall<string> => ({
  name: 'POST /order',
  costs: { weight: 1 },
  signed: true,
  http: (signing) => ({
    method: 'POST',
    url: `http://venue/order?key=${encodeURIComponent(KEY)}&time=${signing?.venueTime ?? 'none'}&signature=abc`,
  }),
  frame: undefined,
  read: ({ status, json, sentAt, receivedAt }) => {
    if (status === 200) return { _tag: 'answered', value: JSON.stringify(json), sentAt, receivedAt };
    if (status === 401) return { _tag: 'clockOff', code: '-1021', message: 'time' };
    if (status === 429)
      return { _tag: 'rateLimited', code: undefined, message: 'slow', retryAfterMs: undefined };
    return { _tag: 'refused', code: String(status), message: 'no' };
  },
  ...more,
});

interface World {
  /** Each request, and its answer: a status, a body, headers, or what becomes of it instead. */
  readonly answers: readonly (
    Partial<HttpOutcome & { readonly status: number; readonly body: string }> | Observable<HttpOutcome>
  )[];
  readonly options?: Partial<VenueCallsOptions>;
  readonly limit?: number;
}

/** What becomes of calls that are made one after the other, and what was asked. */
class Made {
  readonly requests: HttpRequest[] = [];
  readonly told: CallMade[] = [];
  readonly budget: RateBudget;
  measured = 0;
  offsetMs = 0;
  readonly make: ReturnType<typeof venueCalls>;

  constructor({ answers, options = {}, limit = 100 }: World, now: () => number) {
    this.budget = rateBudget([{ name: 'weight', limit, perMs: 1_000 }], now);
    this.make = venueCalls({
      http: (request) => {
        const answer = answers[this.requests.length] ?? answers.at(-1) ?? {};
        this.requests.push(request);
        if ('subscribe' in answer) return answer;
        return timer(10).pipe(
          map((): HttpOutcome =>
            answer._tag === 'httpFailure'
              ? {
                  outcome: 'unknown',
                  reason: 'broken',
                  sentAt: 0,
                  failedAt: 10,
                  ...answer,
                  _tag: 'httpFailure',
                }
              : {
                  _tag: 'httpAnswer',
                  status: answer.status ?? 200,
                  body: answer.body ?? '{"is":"done"}',
                  headers: 'headers' in answer ? (answer.headers ?? {}) : {},
                  sentAt: now() - 10,
                  receivedAt: now(),
                },
          ),
        );
      },
      budget: this.budget,
      json: 'native',
      usedBy: ({ used }) => (used === undefined ? [] : [{ window: 'weight', used: Number(used) }]),
      redaction: new Redaction(),
      credentials: CREDENTIALS,
      clockOffsetMs: () => this.offsetMs,
      measureClock: () => {
        this.measured++;
        this.offsetMs = 5_000;
        return EMPTY;
      },
      onCall: (made) => this.told.push(made),
      now,
      ...options,
    });
  }
}

const brief = (result: CallResult<string>): string =>
  result._tag === 'answered'
    ? `${result._tag} ${result.value}`
    : 'reason' in result
      ? `${result._tag}: ${result.reason}`
      : `${result._tag}: ${result.message}`;

/** A made call's timeline, and all that was asked. */
function made(
  world: World,
  { call: one = call(), manner }: { call?: VenueCall<string>; manner?: CallManner } = {},
) {
  let all: Made | undefined;
  const lines = timelineOf(() => {
    const clock = new Made(world, () => asyncScheduler.now());
    all = clock;
    return clock.make(one, manner).pipe(map(brief));
  }, 100_000);
  if (all === undefined) throw new Error('nothing was made');
  return { lines, all };
}

describe('venueCalls', () => {
  it('signs with the venue’s time, in whole milliseconds, when the call goes out', () => {
    const { lines, all } = made({ answers: [{ status: 200 }] });
    expect(lines).to.deep.equal(['10 answered {"is":"done"}', '10 |']);
    expect(all.requests[0]).to.deep.include({ method: 'POST', timeLimitMs: 10_000 });
    expect(all.requests[0]?.url).to.match(/time=\d+&/);
    expect(all.told.map(({ call: name, via, outcome }) => [name, via, outcome])).to.deep.equal([
      ['POST /order', 'http', 'answered'],
    ]);
  });

  it('does not send what needs credentials that there are not, nor what cannot be said', () => {
    const none = made({ answers: [], options: { credentials: undefined } });
    expect(none.lines[0]).to.equal('0 notSent: there are no credentials');
    expect(none.all.requests).to.deep.equal([]);
    const unsaid = made(
      { answers: [] },
      {
        call: call({
          http: () => {
            throw new RangeError('no such symbol');
          },
        }),
      },
    );
    expect(unsaid.lines[0]).to.equal('0 notSent: no such symbol');
    const unknown = made({ answers: [] }, { call: call({ costs: { nothing: 1 } }) });
    expect(unknown.lines[0]).to.equal('0 notSent: there is no window nothing');
  });

  it('is made once more where the time was not the venue’s, after the clock was measured; only then, and only once', () => {
    const again = made({ answers: [{ status: 401 }, { status: 200 }] });
    expect(again.lines[0]).to.equal('20 answered {"is":"done"}');
    expect(again.all.measured).to.equal(1);
    const [first, second] = again.all.requests.map(({ url }) => Number(/time=(\d+)/.exec(url)?.[1]));
    expect((second ?? 0) - (first ?? 0)).to.be.at.least(5_000);
    const twice = made({ answers: [{ status: 401 }] });
    expect(twice.lines[0]).to.equal('20 clockOff: time');
    expect(twice.all.requests).to.have.length(2);
    for (const answer of [{ status: 400 }, { status: 429 }, { _tag: 'httpFailure' } as const, { body: '<' }])
      expect(made({ answers: [answer] }).all.requests).to.have.length(1);
  });

  it('an answer that does not come, and a port that breaks its word, leave the outcome unknown', () => {
    const outcomes = [
      made({ answers: [NEVER] }),
      made({ answers: [EMPTY] }),
      made({ answers: [throwError(() => new Error('port'))] }),
      made({ answers: [{ _tag: 'httpFailure' }] }),
      made(
        { answers: [{}] },
        {
          call: call({
            read: () => {
              throw new Error('reader');
            },
          }),
        },
      ),
    ].map(({ lines }) => lines);
    expect(outcomes.map(([line]) => line)).to.deep.equal([
      '11000 outcomeUnknown: no answer within 10000 ms',
      '0 outcomeUnknown: no answer',
      '0 outcomeUnknown: port',
      '10 outcomeUnknown: broken',
      '10 outcomeUnknown: its answer cannot be read: reader',
    ]);
    for (const lines of outcomes) expect(lines).to.have.length(2);
  });

  it('waits for the limits, and is not sent where that takes too long', () => {
    const lines = timelineOf(() => {
      const all = new Made({ answers: [{}], limit: 1 }, () => asyncScheduler.now());
      all.make(call()).subscribe();
      return all.make(call(), { sendBefore: asyncScheduler.now() + 500 }).pipe(map(brief));
    }, 5_000);
    expect(lines[0]).to.equal("500 notSent: the venue's limits left no room for it within 500 ms");
  });

  it('hears what is used, and pauses all where too much was asked: as long as the venue says, else longer each time', () => {
    const pausesOf = (world: World) => {
      const pauses: number[] = [];
      timelineOf(() => {
        const all = new Made(world, () => asyncScheduler.now());
        const start = asyncScheduler.now();
        const next = (left: number): void => {
          if (left > 0)
            all.make(call()).subscribe(() => {
              pauses.push(asyncScheduler.now() - start);
              next(left - 1);
            });
        };
        next(4);
        return NEVER;
      }, 100_000);
      return pauses;
    };
    expect(pausesOf({ answers: [{ status: 429 }] })).to.deep.equal([10, 2_020, 6_030, 14_040]);
    expect(pausesOf({ answers: [{ status: 418, headers: { 'retry-after': '3' } }, {}] })).to.deep.equal([
      10, 3_020, 3_030, 3_040,
    ]);
    expect(pausesOf({ answers: [{ headers: { used: '100' } }] })).to.deep.equal([10, 1_010, 2_010, 3_010]);
  });

  it('ends with a result when all ends: not sent where it waits, unknown where it is under way', () => {
    const ended$ = new ReplaySubject<void>(1);
    const lines = timelineOf(() => {
      const all = new Made({ answers: [NEVER], limit: 1, options: { ended$ } }, () => asyncScheduler.now());
      const results = new ReplaySubject<string>();
      for (const name of ['first', 'second', 'third'])
        all.make(call({ name })).subscribe((result) => results.next(`${name} ${brief(result)}`));
      timer(5).subscribe(() => {
        ended$.next();
        all.make(call()).subscribe((result) => results.next(`late ${brief(result)}`));
      });
      return results;
    }, 1_000);
    expect(lines).to.deep.equal([
      '5 first outcomeUnknown: the connector was stopped',
      '5 second notSent: the connector was stopped',
      '5 third notSent: the connector was stopped',
      '5 late notSent: the connector was stopped',
    ]);
  });

  it('sends nothing more once all has ended, though there is room', () => {
    let asked = 0;
    const lines = timelineOf(() => {
      const all = new Made({ answers: [{}], options: { ended$: of(undefined) } }, () => asyncScheduler.now());
      return all
        .make(call())
        .pipe(map((result) => `${brief(result)}, ${(asked = all.requests.length)} sent`));
    });
    expect(lines[0]).to.equal('0 notSent: the connector was stopped, 0 sent');
    expect(asked).to.equal(0);
  });

  it('goes over a connection where there is one, else over HTTP, or not at all', () => {
    const framed = call({ frame: (id) => `frame ${id}` });
    const sent: string[] = [];
    const over = () => ({
      call: (id: string, frame: string) => {
        sent.push(`${id} ${frame}`);
        return of({ _tag: 'outcomeUnknown', reason: 'lost' } as const);
      },
    });
    expect(made({ answers: [{}] }, { call: framed, manner: { over } }).lines[0]).to.equal(
      '0 outcomeUnknown: lost',
    );
    expect(sent).to.deep.equal(['1 frame 1']);
    const none = { over: () => undefined };
    expect(made({ answers: [{}] }, { call: framed, manner: none }).lines[0]).to.match(/^10 answered/);
    expect(
      made({ answers: [{}] }, { call: framed, manner: { ...none, overItOnly: true } }).lines[0],
    ).to.equal('0 notSent: there is no connection');
    expect(made({ answers: [{}] }, { manner: { over } }).lines[0]).to.match(/^10 answered/);
  });

  it('shows no secret and no signature, whatever a port says', () => {
    const reason = `cannot reach http://venue/order?key=${encodeURIComponent(KEY)}&signature=abc, X-KEY: ${KEY}`;
    const { lines } = made({ answers: [{ _tag: 'httpFailure', reason } as never] });
    expect(lines[0]).to.equal(
      '10 outcomeUnknown: cannot reach http://venue/order?key=[secret]&signature=[secret], X-KEY: [secret]',
    );
    const quoted = made(
      { answers: [{ body: `{"echo":"${KEY}"}` }] },
      { call: call({ read: ({ excerpt }) => ({ _tag: 'refused', code: undefined, message: excerpt }) }) },
    );
    expect(quoted.lines[0]).to.equal('10 refused: {"echo":"[secret]"}');
  });

  for (const failure of [
    { _tag: 'refused', code: '-1125', message: `no key ${KEY}` },
    { _tag: 'notFound', code: '-1125', message: `no key ${KEY}`, sentAt: 0, receivedAt: 10 },
    { _tag: 'rateLimited', code: undefined, message: `no key ${KEY}`, retryAfterMs: 1 },
    { _tag: 'clockOff', code: undefined, message: `no key ${KEY}` },
    { _tag: 'outcomeUnknown', reason: `no key ${KEY}` },
  ] as const)
    it(`nor whatever a venue says in a failure: ${failure._tag}`, () => {
      const failures: unknown[] = [];
      const onCall = (_: CallMade, told: unknown): void => void failures.push(told);
      const one = call({ signed: false, read: () => failure });
      const { lines } = made({ answers: [{}], options: { onCall } }, { call: one });
      expect(lines[0]).to.equal(`10 ${failure._tag}: no key [secret]`);
      expect(JSON.stringify(failures)).to.not.include(KEY);
    });

  it('nor in what an answer cannot be read for', () => {
    const read = (): never => {
      throw new Error(`no key ${KEY}`);
    };
    const { lines } = made({ answers: [{}] }, { call: call({ read }) });
    expect(lines[0]).to.equal('10 outcomeUnknown: its answer cannot be read: no key [secret]');
  });
});
