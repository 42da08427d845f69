import { expect } from 'chai';
import fc from 'fast-check';

import { clientOrderId, transactionId, venueName } from '../../src/domain/index.js';
import {
  newTransaction,
  OrderJsonError,
  orderStatus,
  trackTransactions,
  transactionFromJson,
  transactionInputFromJson,
  transactionInputToJson,
  transactionReducer,
  transactionStatus,
  transactionToJson,
  type OneTransactionInput,
  type Transaction,
  type TransactionEvent,
  type TransactionInput,
} from '../../src/orders/index.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { answerLost, run, submitted } from './orderInputs.js';

const of = (receivedAt: number, id = '0x1') => ({
  venue: venueName('test'),
  transactionId: transactionId(id),
  venueTime: undefined,
  receivedAt,
});
const started = (receivedAt: number, limitMs: number, id = '0x1'): OneTransactionInput => ({
  _tag: 'transactionStarted',
  ...of(receivedAt, id),
  kind: 'create',
  clientId: clientOrderId('c1'),
  limitMs,
});
const answered = (receivedAt: number, outcome: 'confirmed' | 'failed', id = '0x1'): OneTransactionInput => ({
  _tag: 'transactionAnswered',
  ...of(receivedAt, id),
  outcome,
  reason: outcome === 'failed' ? 'reverted' : undefined,
});
const clock = (now: number): TransactionInput => ({ _tag: 'clock', now });

/** Of one transaction, from nothing. */
function runOne(inputs: readonly TransactionInput[]) {
  let transaction = newTransaction(started(0, 0));
  const events: TransactionEvent[] = [];
  for (const input of inputs) {
    const update = transactionReducer(transaction, input);
    ({ transaction } = update);
    events.push(...update.events);
  }
  return { transaction, events };
}
const tags = (...inputs: readonly TransactionInput[]) => runOne(inputs).events.map(({ _tag }) => _tag);

const times = fc.nat(30);
const chaos: fc.Arbitrary<readonly TransactionInput[]> = fc.array(
  fc.oneof(
    fc.tuple(times, fc.nat(10)).map(([at, limitMs]) => started(at, limitMs)),
    fc
      .tuple(times, fc.constantFrom('confirmed' as const, 'failed' as const))
      .map(([at, is]) => answered(at, is)),
    times.map(clock),
  ),
  { maxLength: 12 },
);

describe('transactionReducer', () => {
  it('is past the limit only when the clock is, whatever the limit', () => {
    expect(tags(started(10, 5), clock(15))).to.be.empty;
    expect(tags(started(10, 5), clock(15.001))).to.deep.equal(['transactionTimedOut']);
    expect(tags(started(10, 0), clock(10), clock(11), clock(12))).to.deep.equal(['transactionTimedOut']);
    expect(tags(started(10, Infinity), clock(1e15))).to.be.empty;
  });

  it('tells with each event what it is of', () => {
    const { events } = runOne([started(10, 5), clock(20), { ...answered(30, 'failed'), venueTime: 28 }]);
    const base = {
      venue: 'test',
      transactionId: '0x1',
      kind: 'create',
      clientId: 'c1',
      startedAt: 10,
    };
    expect(events).to.deep.equal([
      { _tag: 'transactionTimedOut', limitMs: 5, ...base, venueTime: undefined, receivedAt: 20 },
      { _tag: 'transactionFailed', reason: 'reverted', late: true, ...base, venueTime: 28, receivedAt: 30 },
    ]);
  });

  it('times out once, answers once, and contradicts itself in words only, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(chaos, (inputs) => {
        const { transaction, events } = runOne(inputs);
        const told = (tag: string) => events.filter(({ _tag }) => _tag === tag);
        const answers = [...told('transactionConfirmed'), ...told('transactionFailed')];
        const first = inputs.find((input) => input._tag === 'transactionAnswered');
        expect(answers).to.have.length(first === undefined ? 0 : 1);
        expect(transaction.outcome).to.equal(first?.outcome);
        const start = inputs.findIndex(({ _tag }) => _tag === 'transactionStarted');
        const { receivedAt, limitMs } = (inputs[start] ?? started(0, Infinity)) as {
          receivedAt: number;
          limitMs: number;
        };
        const end = first === undefined ? inputs.length : inputs.indexOf(first);
        const isPast = (input: TransactionInput, at: number) =>
          input._tag === 'clock' && at > start && at < end && input.now > receivedAt + limitMs;
        expect(told('transactionTimedOut')).to.have.length(inputs.some(isPast) ? 1 : 0);
        for (const event of answers)
          expect(event).to.include({ late: told('transactionTimedOut').length > 0 });
        const starts = inputs.filter(({ _tag }) => _tag === 'transactionStarted');
        const isDoubled = starts.length > 1;
        expect(
          events.some((event) => event._tag === 'transactionAnomaly' && event.anomaly === 'startedTwice'),
        ).to.equal(isDoubled);
        if (starts.length > 0) expect(transaction).to.include({ startedAt: receivedAt, limitMs });
      }),
      { numRuns: 1_000 },
    );
  });

  it('says nothing of the order that it was for: that stays unknown until the venue tells', () => {
    const { transaction } = runOne([started(10, 5), clock(1_000)]);
    expect(transactionStatus(transaction)).to.equal('timedOut');
    const { order, events } = run([submitted(), answerLost(), { _tag: 'clock', now: 1_000 }]);
    expect([orderStatus(order), events.length]).to.deep.equal(['unknown', 0]);
  });
});

describe('transactions and their inputs as JSON', () => {
  const through = (json: unknown): unknown => JSON.parse(JSON.stringify(json));

  it('lose nothing', () => {
    fc.assert(
      fc.property(chaos, (inputs) => {
        for (const input of inputs)
          expect(transactionInputFromJson(through(transactionInputToJson(input)))).to.deep.equal(input);
        const { transaction } = runOne(inputs);
        expect(transactionFromJson(through(transactionToJson(transaction)))).to.deep.equal(transaction);
      }),
      { numRuns: 100 },
    );
  });

  it('refuse what is none, and say where', () => {
    const json = through(transactionInputToJson(started(1, 2))) as object;
    expect(() => transactionInputFromJson({ ...json, limitMs: '2' })).to.throw(
      OrderJsonError,
      'limitMs: "2" instead of a finite number',
    );
    expect(() => transactionInputFromJson({ ...json, _tag: 'started' })).to.throw(
      OrderJsonError,
      '_tag: "started" instead of one of transactionStarted, transactionAnswered, clock',
    );
    expect(() => transactionFromJson({})).to.throw(OrderJsonError, 'venue: nothing instead of a text');
  });
});

describe('trackTransactions', () => {
  itKeepsTheChecklist(
    () => trackTransactions(),
    [started(0, 5), started(1, 5, '0x2'), answered(2, 'confirmed'), answered(3, 'failed', '0x2')],
  );

  it('refuses a time that is none, at once', () => {
    expect(() => trackTransactions({ keepFinishedMs: NaN })).to.throw(
      RangeError,
      'keepFinishedMs is no time: NaN',
    );
  });

  it('keeps a transaction for its time after the last that became of it', () => {
    const inputs = [
      started(0, 5),
      clock(10),
      answered(15, 'confirmed'),
      clock(24),
      answered(24, 'confirmed'),
    ];
    const late = (...more: readonly TransactionInput[]) =>
      outputsOf(trackTransactions({ keepFinishedMs: 10 }), [...inputs, ...more]).at(-1)!;
    expect(late().events).to.be.empty;
    expect(late(clock(25), answered(26, 'confirmed')).events.map(({ _tag }) => _tag)).to.deep.equal([
      'transactionConfirmed',
    ]);
  });

  it('lets each leave by its own time, and keeps those that are awaited for ever', () => {
    const updates = outputsOf(trackTransactions({ keepFinishedMs: 10 }), [
      started(0, Infinity, '0x3'),
      started(0, 100, '0x1'),
      started(0, 100, '0x2'),
      answered(5, 'confirmed', '0x2'),
      answered(8, 'confirmed', '0x1'),
      clock(15),
      answered(16, 'confirmed', '0x1'),
      answered(16, 'confirmed', '0x2'),
      clock(10_000),
      answered(10_001, 'failed', '0x3'),
    ]);
    const told = updates.slice(-3).map(({ transaction, events }) => [transaction.kind, events.length]);
    expect(told).to.deep.equal([
      ['create', 0],
      [undefined, 1],
      ['create', 1],
    ]);
  });

  it('lets one leave that timed out before another that timed out with it was answered', () => {
    const updates = outputsOf(trackTransactions({ keepFinishedMs: 10 }), [
      started(0, 5, '0x1'),
      started(0, 5, '0x2'),
      clock(10),
      answered(18, 'confirmed', '0x1'),
      clock(20),
      answered(21, 'failed', '0x2'),
    ]);
    expect(updates.at(-1)!.transaction.kind).to.equal(undefined);
  });

  it('recalls one that has left memory', () => {
    const stored = runOne([started(0, 5), clock(10)]).transaction;
    const recall = ({ transactionId: id }: OneTransactionInput): Transaction | undefined =>
      id === '0x1' ? stored : undefined;
    const [update] = outputsOf(trackTransactions({ recall }), [answered(50, 'confirmed')]);
    expect(update!.events).to.have.length(1);
    expect(update!.events[0]).to.include({ _tag: 'transactionConfirmed', late: true, kind: 'create' });
  });
});
