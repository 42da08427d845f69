import { createHmac } from 'node:crypto';

import { expect } from 'chai';
import { asyncScheduler, NEVER, of, repeat, throwError, type Observable } from 'rxjs';

import type { HttpOutcome, SocketEvent } from '../../../src/connector/index.js';
import {
  accountLedger,
  inProcessPorts,
  parseFaults,
  SimVenue,
  withLatency,
  type FaultTold,
  type SimVenueOptions,
} from '../../../src/sim/index.js';
import { signatureCheck, simulatedKey } from '../../../src/sim/node/index.js';
import { inVirtualTime } from '../../support/operatorChecklist.js';

const START = Date.UTC(2026, 0, 5);
const now = () => START + asyncScheduler.now();
const { apiKey, secret } = simulatedKey(7);

const venueOf = (options: Partial<SimVenueOptions> = {}): SimVenue =>
  new SimVenue({
    seed: 7,
    now,
    warmUpMs: 2_000,
    keys: [{ apiKey, account: 'ann', algorithm: 'HMAC-SHA256' }],
    verify: signatureCheck(new Map([[apiKey, secret]])),
    funds: { ann: { USDT: 100_000, BTC: 1 } },
    ...options,
  });

const BASE = 'https://api.example';
const http = (url: string, timeLimitMs = 1_000) => ({ method: 'GET' as const, url, timeLimitMs });

function orderOf(form: Readonly<Record<string, string>>, timeLimitMs = 1_000) {
  const query = new URLSearchParams({ ...form, timestamp: String(now()) }).toString();
  const signature = createHmac('sha256', secret).update(query).digest('hex');
  return {
    method: 'POST' as const,
    url: `${BASE}/api/v3/order?${query}&signature=${signature}`,
    headers: { 'X-MBX-APIKEY': apiKey },
    timeLimitMs,
  };
}

const BUY = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.01' };

/** What comes in virtual time, each with its millisecond, until a time. */
function during<T>(
  untilMs: number,
  make: (venue: SimVenue) => Observable<T>,
  options: Partial<SimVenueOptions> = {},
) {
  const heard: (readonly [number, T])[] = [];
  inVirtualTime(() => {
    const venue = venueOf(options);
    const running = venue.run$.subscribe();
    const listening = make(venue).subscribe((value) => heard.push([asyncScheduler.now(), value]));
    asyncScheduler.schedule(() => {
      running.unsubscribe();
      listening.unsubscribe();
    }, untilMs);
  });
  return heard;
}

describe('SimVenue', () => {
  it('makes the same market of the same seed, requests and times, and another of another seed', () => {
    const frames = (seed: number) =>
      during(
        3_000,
        (venue) =>
          inProcessPorts(venue.gate, { now }).sockets({
            url: 'wss://x/stream?streams=btcusdt@depth@100ms/btcusdt@trade/ethbtc@bookTicker',
            send$: NEVER,
          }),
        { seed },
      ).flatMap(([at, event]) => (event._tag === 'socketMessage' ? [`${at} ${event.text}`] : []));
    const [one, again, other] = [frames(7), frames(7), frames(8)];
    expect(one.length).to.be.above(40);
    expect(again).to.deep.equal(one);
    expect(other).to.not.deep.equal(one);
  });

  it('makes the same faults of the same seed: the same frames, lost, late and twice', () => {
    const faults = parseFaults(
      'drop:0.1,duplicate:0.1,reorder:0.1,delay:0.05/300ms,stall:2s/500ms,disconnect:4s',
    );
    const heard = () => {
      const told: string[] = [];
      const options = { faults, tellFault: ({ name, at }: FaultTold) => told.push(`${name} ${at - START}`) };
      const frames = during(
        6_000,
        (venue) =>
          inProcessPorts(venue.gate, { now })
            .sockets({ url: 'wss://x/ws/btcusdt@depth@100ms', send$: NEVER })
            .pipe(repeat()),
        options,
      ).map(([at, event]) => `${at} ${event._tag === 'socketMessage' ? event.text : event._tag}`);
      return { told, frames };
    };
    const once = heard();
    expect(new Set(once.told.map((text) => text.split(' ')[0]))).to.deep.equal(
      new Set(['drop', 'duplicate', 'reorder', 'delay', 'stall', 'disconnect']),
    );
    expect(heard()).to.deep.equal(once);
  });

  it('has a book on both sides of every instrument when it opens', () => {
    inVirtualTime(() => {
      const { exchange } = venueOf();
      expect(exchange.symbols).to.deep.equal(['BTCUSDT', 'ETHUSDT', 'ETHBTC', 'BNBUSDT']);
      for (const symbol of exchange.symbols) {
        const { bids, asks } = exchange.book(symbol);
        expect(bids.length, symbol).to.be.above(10);
        expect(asks.length, symbol).to.be.above(10);
      }
    });
  });

  it('is as late as its clock says when it is asked, whether it runs or not', () => {
    inVirtualTime(() => {
      const venue = venueOf();
      const { http: send } = inProcessPorts(venue.gate, { now });
      asyncScheduler.schedule(() => {
        send(http(`${BASE}/api/v3/time`)).subscribe((outcome) => {
          expect(jsonOf(outcome)).to.deep.equal({ serverTime: START + 5_000 });
        });
      }, 5_000);
      asyncScheduler.schedule(() => expect(venue.exchange.time).to.equal(START + 5_000), 5_001);
    });
  });

  it('has a clock of its own where it is skewed', () => {
    inVirtualTime(() => {
      const venue = venueOf({ faults: parseFaults('skew:1500ms') });
      expect(venue.time).to.equal(START + 1_500);
    });
  });

  it('tells what an account did', () => {
    inVirtualTime(() => {
      const venue = venueOf();
      inProcessPorts(venue.gate, { now }).http(orderOf(BUY)).subscribe();
      asyncScheduler.schedule(() => {
        const { orders, fills, balances } = accountLedger(venue.exchange, 'ann');
        expect(orders.map(({ status, filled }) => [status, filled.toFixed()])).to.deep.equal([
          ['filled', '0.01'],
        ]);
        expect(
          fills.map(({ amount }) => amount.toNumber()).reduce((sum, amount) => sum + amount, 0),
        ).to.equal(0.01);
        expect(balances.get('BTC')?.total.toFixed()).to.equal('1.00999');
      }, 1);
    });
  });
});

describe('inProcessPorts', () => {
  it('answers after the way there and back, the same by the same seed', () => {
    const timesOf = (seed: number) =>
      during(2_000, (venue) => {
        const latency = { toVenueMs: 20, fromVenueMs: 30, jitterMs: 10 };
        return inProcessPorts(venue.gate, { now, latency, seed }).http(http(`${BASE}/api/v3/ping`));
      }).map(([at]) => at);
    expect(timesOf(1)[0]).to.be.within(50, 70);
    expect(timesOf(1)).to.deep.equal(timesOf(1));
  });

  it('gives up at the time limit, and what was asked is done all the same', () => {
    inVirtualTime(() => {
      const venue = venueOf();
      const { http: send } = inProcessPorts(venue.gate, {
        now,
        latency: { toVenueMs: 100, fromVenueMs: 100 },
      });
      const outcomes: unknown[] = [];
      send(orderOf(BUY, 50)).subscribe((outcome) => outcomes.push(outcome));
      asyncScheduler.schedule(() => {
        expect(outcomes).to.deep.equal([
          {
            _tag: 'httpFailure',
            outcome: 'unknown',
            reason: 'no answer within 50 ms',
            sentAt: START,
            failedAt: START + 50,
          },
        ]);
        expect(accountLedger(venue.exchange, 'ann').orders).to.have.length(1);
      }, 300);
    });
  });

  it('tells a lost answer as an outcome that is unknown', () => {
    inVirtualTime(() => {
      const venue = venueOf({ faults: parseFaults('lostAnswer:1') });
      inProcessPorts(venue.gate, { now })
        .http(orderOf(BUY))
        .subscribe((outcome) => {
          expect(outcome).to.deep.include({
            _tag: 'httpFailure',
            outcome: 'unknown',
            reason: 'the connection was cut',
          });
          expect(accountLedger(venue.exchange, 'ann').orders).to.have.length(1);
        });
    });
  });

  it('opens, keeps the order of frames, and closes when it is left', () => {
    inVirtualTime(() => {
      const venue = venueOf();
      const running = venue.run$.subscribe();
      const latency = { toVenueMs: 5, fromVenueMs: 5, jitterMs: 200 };
      const events: SocketEvent[] = [];
      const listening = inProcessPorts(venue.gate, { now, latency })
        .sockets({
          url: 'wss://x/ws/btcusdt@depth@100ms',
          send$: of('{"method":"LIST_SUBSCRIPTIONS","id":1}'),
        })
        .subscribe((event) => events.push(event));
      asyncScheduler.schedule(() => {
        expect(venue.dialect.connections).to.equal(1);
        listening.unsubscribe();
        expect(venue.dialect.connections).to.equal(0);
        running.unsubscribe();
        expect(events[0]?._tag).to.equal('socketOpened');
        const ids = events.flatMap((event) =>
          event._tag === 'socketMessage' && event.text.includes('depthUpdate')
            ? [(JSON.parse(event.text) as { U: number }).U]
            : [],
        );
        expect(ids.length).to.be.above(10);
        expect(ids).to.deep.equal(ids.toSorted((one, other) => one - other));
      }, 5_000);
    });
  });

  it('tells why a connection never was, and why one ended', () => {
    const told = (path: string, faults: string) =>
      during(
        1_000,
        (venue) => inProcessPorts(venue.gate, { now }).sockets({ url: `wss://x${path}`, send$: NEVER }),
        faults === '' ? {} : { faults: parseFaults(faults) },
      ).flatMap(([, event]) => (event._tag === 'socketClosed' ? [event] : []));
    const closed = { _tag: 'socketClosed', retryAfterMs: undefined } as const;
    expect(told('/nothing', '')).to.deep.equal([
      { ...closed, wasOpen: false, code: undefined, reason: '404', refusedStatus: 404, closedAt: START },
    ]);
    expect(told('/ws', 'disconnect@400ms')).to.deep.equal([
      {
        ...closed,
        wasOpen: true,
        code: 1006,
        reason: 'the connection was cut',
        refusedStatus: undefined,
        closedAt: START + 400,
      },
    ]);
  });

  it('ends where what is to be sent fails, and says so', () => {
    const events = during(1_000, (venue) =>
      inProcessPorts(venue.gate, { now }).sockets({
        url: 'wss://x/ws',
        send$: throwError(() => new Error('no')),
      }),
    ).map(([, event]) => event);
    expect(events).to.deep.include({
      _tag: 'socketClosed',
      wasOpen: true,
      code: 1006,
      reason: 'what was to be sent failed: no',
      refusedStatus: undefined,
      retryAfterMs: undefined,
      closedAt: START,
    });
    expect(events.at(-1)?._tag).to.equal('socketClosed');
  });
});

describe('withLatency', () => {
  it('refuses times that are none', () => {
    const line = { seed: 1, now };
    const gate = venueOf({ now: () => START }).gate;
    expect(() => withLatency(gate, { toVenueMs: -1, fromVenueMs: 0 }, line)).to.throw(
      RangeError,
      'toVenueMs is no time: -1',
    );
  });
});

function jsonOf(outcome: HttpOutcome): unknown {
  return outcome._tag === 'httpAnswer' ? JSON.parse(outcome.body) : outcome;
}
