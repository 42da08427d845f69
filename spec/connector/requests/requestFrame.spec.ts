import { expect } from 'chai';
import { EMPTY, map, merge } from 'rxjs';

import {
  marketWindows,
  rateBudget,
  type HttpRequestPlan,
  type RateState,
} from '../../../src/connector/index.js';
import { requestFrame } from '../../../src/connector/requests/requestFrame.js';
import { scriptedHttp, type ScriptedAnswer } from '../../../src/testing/index.js';
import { timelineOf } from '../../support/operatorChecklist.js';

const LIMITS = {
  streamsPerConnection: undefined,
  framesPerSecond: undefined,
  connectionAttempts: { count: 3, perMs: 100 },
  connectionLifetimeMs: undefined,
  requestWeight: { weight: 10, perMs: 1000 },
};
const PLAN: HttpRequestPlan = { method: 'GET', url: 'http://venue/depth?symbol=A', weight: 4 };

/** What comes of requests that are made all at once, and what the budget is at then. */
function told(
  answers: readonly ScriptedAnswer[],
  plans: readonly HttpRequestPlan[] = [PLAN],
  untilMs = 60_000,
) {
  let state: RateState | undefined;
  const lines = timelineOf(() => {
    const budget = rateBudget(marketWindows(LIMITS));
    budget.state$.subscribe((next) => (state = next));
    const left = [...answers];
    const http = scriptedHttp(() => left.shift() ?? { body: 'ok' }, { latencyMs: 5 });
    const usedBy = (headers: Readonly<Record<string, string>>) =>
      headers['used'] === undefined ? [] : [{ window: 'requestWeight', used: Number(headers['used']) }];
    return merged(
      plans.map((plan) =>
        requestFrame({ limits: LIMITS }, http.port, plan, { budget, usedBy, timeLimitMs: 50 }),
      ),
    );
  }, untilMs);
  return { lines, state };
}

const merged = (results: readonly ReturnType<typeof requestFrame>[]) =>
  merge(...results).pipe(map((result) => JSON.stringify('left' in result ? result.left : result.right)));

describe('requestFrame', () => {
  it('gives the answer as the frame that decoders take, and completes', () => {
    expect(told([{ body: '{}', headers: { sequence: '7' } }]).lines).to.deep.equal([
      '5 {"text":"{}","via":"request","connection":"http://venue/depth?symbol=A","receivedAt":5,"headers":{"sequence":"7"}}',
      '5 |',
    ]);
  });

  it('waits for the budget', () => {
    const times = told([], [PLAN, PLAN, PLAN]).lines.map((line) => line.split(' ')[0]);
    expect(times).to.deep.equal(['5', '5', '1005', '1005']);
  });

  it('tells what kind of failure it was', () => {
    const failure = (answer: ScriptedAnswer) => told([answer]).lines[0];
    expect(failure({ fails: 'notSent', reason: 'no route' })).to.equal(
      '5 {"_tag":"notSent","reason":"no route"}',
    );
    expect(failure({ fails: 'unknown', reason: 'reset' })).to.equal(
      '5 {"_tag":"outcomeUnknown","reason":"reset"}',
    );
    expect(failure('nothing')).to.equal('50 {"_tag":"outcomeUnknown","reason":"no answer within 50 ms"}');
    expect(failure({ status: 404, body: 'no such' })).to.equal(
      '5 {"_tag":"refused","message":"404 no such"}',
    );
    expect(failure({ status: 502 })).to.equal('5 {"_tag":"outcomeUnknown","reason":"502"}');
    expect(failure({ status: 302 })).to.equal('5 {"_tag":"outcomeUnknown","reason":"302"}');
    expect(failure({ status: 418, headers: { 'retry-after': '9' }, body: 'banned' })).to.equal(
      '5 {"_tag":"rateLimited","message":"418 banned","retryAfterMs":9000}',
    );
  });

  it('pauses the budget as an answer asks: 429 and 418 always, other refusals where they say so', () => {
    const pausedUntil = (answer: ScriptedAnswer) => told([answer]).state?.pausedUntil;
    expect(pausedUntil({ status: 429, headers: { 'retry-after': '30' } })).to.equal(30_005);
    expect(pausedUntil({ status: 429 })).to.equal(5_005);
    expect(pausedUntil({ status: 418 })).to.equal(5_005);
    expect(pausedUntil({ status: 503, headers: { 'retry-after': '7' } })).to.equal(7_005);
    expect(pausedUntil({ status: 503 })).to.equal(undefined);
    expect(pausedUntil({ status: 200, headers: { 'retry-after': '7' } })).to.equal(undefined);
  });

  it('lets the budget hear what is used', () => {
    const { state } = told([{ headers: { used: '9' } }]);
    expect(state?.windows.map(({ name, used, limit }) => `${name} ${used} of ${limit}`)).to.deep.equal([
      'requestWeight 9 of 10',
      'connectionAttempts 0 of 3',
    ]);
  });

  it('fails where the budget never has room, and says so where a port tells nothing', () => {
    expect(told([], [{ ...PLAN, weight: 11 }]).lines).to.deep.equal(['0 #']);
    const budget = rateBudget([]);
    const results: unknown[] = [];
    const limits = { ...LIMITS, requestWeight: undefined };
    requestFrame({ limits }, () => EMPTY, PLAN, { budget }).subscribe((result) => results.push(result));
    expect(results).to.deep.equal([
      { _tag: 'Left', left: { _tag: 'outcomeUnknown', reason: 'no outcome was told' } },
    ]);
  });
});
