import { expect } from 'chai';
import { map, takeUntil, timer } from 'rxjs';

import type { HttpOutcome, HttpRequest } from '../../../src/connector/index.js';
import { scriptedHttp, type ScriptedAnswer, type ScriptedHttpOptions } from '../../../src/testing/index.js';
import { timelineOf } from '../../support/operatorChecklist.js';

const REQUEST: HttpRequest = { method: 'POST', url: 'http://venue/x', body: 'b', timeLimitMs: 50 };

const told = (answer: ScriptedAnswer, options: ScriptedHttpOptions = {}) =>
  timelineOf(
    () =>
      scriptedHttp(() => answer, options)
        .port(REQUEST)
        .pipe(map((outcome: HttpOutcome) => JSON.stringify(outcome))),
    100,
  );

describe('scriptedHttp', () => {
  it('answers, at once or after a time, once, and completes', () => {
    expect(told({})).to.deep.equal([
      '0 {"_tag":"httpAnswer","status":200,"headers":{},"body":"","sentAt":0,"receivedAt":0}',
      '0 |',
    ]);
    expect(
      told({ status: 429, headers: { 'retry-after': '7' }, body: 'no' }, { latencyMs: 9 }),
    ).to.deep.equal([
      '9 {"_tag":"httpAnswer","status":429,"headers":{"retry-after":"7"},"body":"no","sentAt":0,"receivedAt":9}',
      '9 |',
    ]);
  });

  it('fails as it is told to', () => {
    expect(told({ fails: 'notSent', reason: 'no route' })[0]).to.equal(
      '0 {"_tag":"httpFailure","outcome":"notSent","reason":"no route","sentAt":0,"failedAt":0}',
    );
    expect(told({ fails: 'unknown' }, { latencyMs: 3 })[0]).to.equal(
      '3 {"_tag":"httpFailure","outcome":"unknown","reason":"unknown","sentAt":0,"failedAt":3}',
    );
  });

  it('lets the time of a request run out, where there is no answer or a late one', () => {
    const late = [
      '50 {"_tag":"httpFailure","outcome":"unknown","reason":"no answer within 50 ms","sentAt":0,"failedAt":50}',
      '50 |',
    ];
    expect(told('nothing')).to.deep.equal(late);
    expect(told({}, { latencyMs: 60 })).to.deep.equal(late);
  });

  it('sends when it is subscribed to, each time, and tells nothing more when it is unsubscribed', () => {
    const http = scriptedHttp(({ body = '' }) => ({ body }), { latencyMs: 5 });
    const request$ = http.port(REQUEST);
    expect(http.requests).to.deep.equal([]);
    expect(
      timelineOf(() =>
        request$.pipe(
          map(() => 'answer'),
          takeUntil(timer(3)),
        ),
      ),
    ).to.deep.equal(['3 |']);
    expect(timelineOf(() => request$.pipe(map(({ _tag }) => _tag)))).to.deep.equal(['5 httpAnswer', '5 |']);
    expect(http.requests).to.deep.equal([REQUEST, REQUEST]);
  });
});
