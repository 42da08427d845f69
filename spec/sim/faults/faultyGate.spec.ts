import { expect } from 'chai';
import { NEVER, Subject, asyncScheduler, from, of, concatMap, delay } from 'rxjs';

import {
  dialectGate,
  faultyGate,
  parseFaults,
  type DialectRequest,
  type FaultTold,
  type GateEvent,
  type VenueFault,
  type VenueGate,
} from '../../../src/sim/index.js';
import { inVirtualTime } from '../../support/operatorChecklist.js';
import { BTCUSDT, Counter } from '../dialects/binance/counter.js';

const request = (method: string, path: string, query = ''): DialectRequest => ({
  method,
  path,
  query,
  headers: {},
  body: '',
  address: 'here',
});

/** A gate that answers `done` to everything, and counts what reaches it. */
function doors(frames: readonly GateEvent[] = []) {
  const reached: string[] = [];
  const gate: VenueGate = {
    request: ({ method, path }) => {
      reached.push(`${method} ${path}`);
      return of({ _tag: 'answered', status: 200, headers: {}, body: '"done"' } as const);
    },
    connect: () => from(frames).pipe(concatMap((frame) => of(frame).pipe(delay(100)))),
  };
  return { gate, reached };
}

const frame = (text: string, kind: 'market' | 'depth' | 'user' | 'answer' = 'market'): GateEvent => ({
  _tag: 'frame',
  text,
  kind,
});

const withFaults = (
  gate: VenueGate,
  faults: string | readonly VenueFault[],
  tell?: (told: FaultTold) => void,
) =>
  faultyGate(gate, typeof faults === 'string' ? parseFaults(faults) : faults, {
    seed: 1,
    now: () => asyncScheduler.now(),
    tell,
  });

/** What a request gets, as `12 200 "done"`, and what has reached the venue by then. */
function outcomeOf(faults: string | readonly VenueFault[], requests: readonly DialectRequest[]) {
  const { gate, reached } = doors();
  const outcomes: string[] = [];
  inVirtualTime(() => {
    const faulty = withFaults(gate, faults);
    for (const one of requests)
      faulty.request(one).subscribe((answer) => {
        const text =
          answer._tag === 'lost'
            ? 'lost'
            : `${answer.status} ${answer.body} ${answer.headers['retry-after'] ?? ''}`;
        outcomes.push(`${asyncScheduler.now()} ${text.trim()}`);
      });
  });
  return { outcomes, reached };
}

const order = request('POST', '/api/v3/order');
const ask = request('GET', '/api/v3/order');

/** What a connection tells, as `100 text`. */
function eventsOf(faults: string, frames: readonly GateEvent[], path = '/ws'): readonly string[] {
  const events: string[] = [];
  inVirtualTime(() => {
    withFaults(doors(frames).gate, faults)
      .connect(request('GET', path), NEVER)
      .subscribe({
        next: (event) => {
          const text =
            event._tag === 'frame'
              ? event.text
              : event._tag === 'refused'
                ? `refused ${event.answer.status}`
                : event._tag;
          events.push(`${asyncScheduler.now()} ${text}`);
        },
        complete: () => events.push(`${asyncScheduler.now()} |`),
      });
  });
  return events;
}

const abcde = ['a', 'b', 'c', 'd', 'e'].map((text) => frame(text));

describe('faultyGate: requests', () => {
  it('loses answers after all was done, of requests that change something', () => {
    const { outcomes, reached } = outcomeOf('lostAnswer@2', [order, ask, order, order]);
    expect(outcomes).to.deep.equal(['0 200 "done"', '0 200 "done"', '0 lost', '0 200 "done"']);
    expect(reached).to.have.length(4);
  });

  it('loses requests before anything is done', () => {
    const { outcomes, reached } = outcomeOf('lostRequest@1', [ask, order]);
    expect(outcomes).to.deep.equal(['0 lost', '0 200 "done"']);
    expect(reached).to.deep.equal(['POST /api/v3/order']);
  });

  it('answers 429 and 503 with nothing done, and 504 with all of it done', () => {
    const tooMany = outcomeOf('tooMany@1/3s', [order]);
    expect(tooMany).to.deep.equal({
      outcomes: ['0 429 {"code":-1003,"msg":"Too many requests queued."} 3'],
      reached: [],
    });
    const busy = outcomeOf('serverError@1', [order]);
    expect(busy).to.deep.equal({
      outcomes: [
        '0 503 {"code":-1001,"msg":"Internal error; unable to process your request. Please try again."}',
      ],
      reached: [],
    });
    const late = outcomeOf('timeout@1', [order]);
    expect(late.reached).to.deep.equal(['POST /api/v3/order']);
    expect(late.outcomes[0]).to.match(/^0 504 \{"code":-1007,"msg":"Timeout waiting/);
  });

  it('bans for a time, whoever asks', () => {
    const { gate, reached } = doors();
    const statuses: number[] = [];
    inVirtualTime(() => {
      const faulty = withFaults(gate, 'banned@1/10s');
      for (const at of [0, 9_999, 10_000])
        asyncScheduler.schedule(() => {
          faulty
            .request(ask)
            .subscribe((answer) => answer._tag === 'answered' && statuses.push(answer.status));
        }, at);
    });
    expect(statuses).to.deep.equal([418, 418, 200]);
    expect(reached).to.have.length(1);
  });

  it('answers slowly', () => {
    expect(outcomeOf('slow@1/700ms', [ask]).outcomes).to.deep.equal(['700 200 "done"']);
  });

  it('hits only what a filter lets it, and tells', () => {
    const { gate } = doors();
    const told: FaultTold[] = [];
    const only = (subject: { _tag: string; name?: string }) => subject.name === 'DELETE /api/v3/order';
    inVirtualTime(() => {
      const faulty = withFaults(gate, [{ name: 'lostAnswer', rate: 1, only }], (one) => told.push(one));
      for (const method of ['POST', 'DELETE']) faulty.request(request(method, '/api/v3/order')).subscribe();
    });
    expect(told).to.deep.equal([{ name: 'lostAnswer', hit: 'DELETE /api/v3/order', at: 0 }]);
  });

  it('draws each fault by itself: another beside it changes nothing', () => {
    const many = Array.from({ length: 60 }, () => order);
    const lostOf = (faults: string) =>
      outcomeOf(faults, many)
        .outcomes.map((outcome, at) => (outcome === '0 lost' ? at : -1))
        .filter((at) => at >= 0);
    const alone = lostOf('lostAnswer:0.3');
    expect(alone.length).to.be.within(8, 30);
    expect(lostOf('lostAnswer:0.3,drop:0.5,disconnect:1s')).to.deep.equal(alone);
    expect(lostOf('lostAnswer:0.3')).to.deep.equal(alone);
  });

  it('refuses a share that is none at once', () => {
    expect(() => withFaults(doors().gate, [{ name: 'drop', rate: 2 }])).to.throw(RangeError, 'rate of drop');
  });
});

describe('faultyGate: connections', () => {
  it('drops, doubles, swaps and delays frames of the market', () => {
    expect(eventsOf('drop@2', abcde.slice(0, 3))).to.deep.equal(['100 a', '300 c', '300 |']);
    expect(eventsOf('duplicate@1', abcde.slice(0, 2))).to.deep.equal(['100 a', '100 a', '200 b', '200 |']);
    expect(eventsOf('reorder@1', abcde.slice(0, 3))).to.deep.equal(['200 b', '200 a', '300 c', '300 |']);
    expect(eventsOf('delay@1/250ms', abcde.slice(0, 3))).to.deep.equal(['350 a', '350 b', '350 c', '350 |']);
  });

  it('makes holes in depths alone', () => {
    const frames = [frame('t'), frame('d1', 'depth'), frame('d2', 'depth')];
    expect(eventsOf('hole@1', frames)).to.deep.equal(['100 t', '300 d2', '300 |']);
  });

  it('leaves answers and news of accounts as they are', () => {
    const frames = [frame('u', 'user'), frame('r', 'answer')];
    const all = 'drop:1,hole:1,duplicate:1,reorder:1,delay:1/5s';
    expect(eventsOf(all, frames)).to.deep.equal(['100 u', '200 r', '200 |']);
  });

  it('stalls: nothing of the market for a time, then all of it', () => {
    expect(eventsOf('stall@150ms/200ms', [...abcde, frame('u', 'user')])).to.deep.equal([
      '100 a',
      '350 b',
      '350 c',
      '400 d',
      '500 e',
      '600 u',
      '600 |',
    ]);
  });

  it('keeps silent about accounts for a time, and that is lost', () => {
    const frames = [frame('u1', 'user'), frame('u2', 'user'), frame('m'), frame('u3', 'user')];
    expect(eventsOf('silent@150ms/200ms', frames)).to.deep.equal(['100 u1', '300 m', '400 u3', '400 |']);
  });

  it('cuts connections, by a script or by chance, and refuses them', () => {
    expect(eventsOf('disconnect@250ms', abcde)).to.deep.equal(['100 a', '200 b', '250 closed', '250 |']);
    const random = eventsOf(
      'disconnect:300ms',
      Array.from({ length: 50 }, () => frame('x')),
    );
    expect(random.at(-2)).to.match(/closed$/);
    expect(random).to.deep.equal(
      eventsOf(
        'disconnect:300ms',
        Array.from({ length: 50 }, () => frame('x')),
      ),
    );
    expect(eventsOf('refuse@1', abcde)).to.deep.equal(['0 refused 503', '0 |']);
  });

  it('loses requests and answers of the WebSocket API, and gives others in their place', () => {
    const counter = new Counter();
    const gate = dialectGate(counter.dialect, () => {});
    const sent$ = new Subject<string>();
    const answers: unknown[] = [];
    inVirtualTime(() => {
      withFaults(gate, 'lostRequest@2,lostAnswer@1,tooMany@3/2s')
        .connect(request('GET', '/ws-api/v3', 'returnRateLimits=false'), sent$)
        .subscribe((event) => event._tag === 'frame' && answers.push(JSON.parse(event.text)));
      const form = {
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        timeInForce: 'GTC',
        quantity: '0.5',
        price: '90000',
      };
      // Done, and its answer lost; lost; asked too often; done.
      for (const id of [1, 2, 3, 4])
        sent$.next(
          JSON.stringify(counter.apiCall('ann', id, 'order.place', { ...form, newOrderRespType: 'ACK' })),
        );
    });
    expect(counter.exchange.orders('ann', BTCUSDT)).to.have.length(2);
    expect(answers).to.have.length(2);
    expect(answers[0]).to.deep.equal({
      id: 3,
      status: 429,
      error: { code: -1003, msg: 'Too many requests queued.', data: { serverTime: 0, retryAfter: 2_000 } },
    });
    expect(answers[1]).to.include({ id: 4, status: 200 });
  });
});
