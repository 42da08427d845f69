import { expect } from 'chai';
import { interval, map, merge, type Observable } from 'rxjs';

import { pacedTroubles } from '../../../src/cli/live/pacedTroubles.js';
import type { ConnectorTrouble } from '../../../src/connector/index.js';
import { connectionId } from '../../../src/domain/ids.js';
import { timelineOf } from '../../support/operatorChecklist.js';

const callFailed = (): ConnectorTrouble => ({
  _tag: 'callFailed',
  call: 'GET /list',
  failure: { _tag: 'notSent', reason: 'connect ECONNREFUSED' },
  at: 0,
});
const lost = (at: number): ConnectorTrouble => ({
  _tag: 'connectionLost',
  connection: connectionId(`market ${at}`),
  reason: 'closed',
  retryInMs: 400 + at * 100,
  at: 0,
});
const told = (troubles$: Observable<ConnectorTrouble>, untilMs: number) =>
  timelineOf(() => troubles$.pipe(pacedTroubles()), untilMs);

describe('pacedTroubles', () => {
  it('tells a call that fails at once, that it is tried again, and goes on, 10 seconds apart at least', () => {
    const text = 'GET /list: not sent: connect ECONNREFUSED; it is tried again';
    expect(told(interval(3_000).pipe(map(callFailed)), 28_000)).to.deep.equal([
      `3000 ${text}`,
      `15000 ${text}`,
      `27000 ${text}`,
    ]);
  });

  it('tells each that is slow', () => {
    const lines = told(interval(30_000).pipe(map(callFailed)), 100_000);
    expect(lines.map((line) => line.split(' ')[0])).to.deep.equal(['30000', '60000', '90000']);
  });

  it('takes the connections of one reason for one trouble, and lets others through', () => {
    const troubles$ = merge(interval(3_000).pipe(map(lost)), interval(4_000).pipe(map(callFailed)));
    expect(told(troubles$, 15_500)).to.deep.equal([
      '3000 connection market 0 lost: closed; again in 0.4 s',
      '4000 GET /list: not sent: connect ECONNREFUSED; it is tried again',
      '15000 connection market 4 lost: closed; again in 0.8 s',
    ]);
  });
});
