import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import Sqlite from 'better-sqlite3';
import { expect } from 'chai';
import { concat, NEVER, of, Subject, take, tap, throwError, type Observable } from 'rxjs';

import {
  openOrderJournal,
  OrderJournalError,
  type JournaledUpdate,
  type OrderJournal,
} from '../../../src/journal/index.js';
import { orderStatus, type OrderInput, type TrackedUpdate } from '../../../src/orders/index.js';
import { acknowledged, filled, report, submitted, trade } from '../../orders/orderInputs.js';
import { endlessInput } from './endlessInputs.js';
import { itKeepsThePromises, numberedOf, plain } from './journalLaws.js';
import { copyAsKilled, eventsNow, feed, temporaryFolder } from './temporaryJournal.js';

const HISTORY: readonly OrderInput[] = [
  submitted(),
  acknowledged(),
  filled(trade('t1', '40', { fees: [] })),
  filled(trade('t2', '60')),
];

describe('openOrderJournal', () => {
  const path = temporaryFolder();
  const opened: OrderJournal[] = [];
  const open = (...[name = 'orders.db', options]: [string?, object?]): OrderJournal => {
    const journal = openOrderJournal(path(name), options);
    opened.push(journal);
    return journal;
  };
  afterEach(() => {
    for (const journal of opened.splice(0)) journal.close();
  });

  itKeepsThePromises(path, 12);

  it('tells of an input only when it is on the disk', async () => {
    const journal = open();
    const inputs$ = new Subject<OrderInput>();
    const stored: number[] = [];
    inputs$.pipe(journal.track()).subscribe(({ inputSeq }) => {
      copyAsKilled(path('orders.db'), path('copy.db'));
      const copy = openOrderJournal(path('copy.db'));
      stored.push(inputSeq, copy.story('c1').steps.length);
      copy.close();
    });
    inputs$.next(submitted());
    inputs$.next(acknowledged());
    expect(stored).to.deep.equal([]);
    await new Promise(setImmediate);
    expect(stored).to.deep.equal([1, 2, 2, 2]);
  });

  it('has what waits over a restart as often as it came, one value given twice too', async () => {
    const early = filled(trade('t1', '40'), { clientId: undefined });
    const inputs = [submitted(), early, early];
    await feed(open(), [inputs]);
    for (const journal of opened.splice(0)) journal.close();
    const updates = await feed(open(), [[acknowledged()]]);
    const made = (all: readonly TrackedUpdate[]) => all.map(({ input, events }) => [input, events]);
    expect(made(updates)).to.deep.equal(made(plain([...inputs, acknowledged()])).slice(1));
    expect(updates.map(({ inputSeq }) => inputSeq)).to.deep.equal([4, 3, 3]);
  });

  it('gives events after a number, those that there are and those that come, once each', async () => {
    const journal = open();
    await feed(journal, [HISTORY.slice(0, 3)]);
    const seen: string[] = [];
    const from1 = journal.events(1).subscribe(({ seq, event }) => seen.push(`${seq} ${event._tag}`));
    const all: number[] = [];
    // Subscribed while a group is being told: what is left of it comes once.
    const inputs$ = new Subject<OrderInput>();
    inputs$
      .pipe(journal.track(), take(1))
      .subscribe(() => journal.events().subscribe(({ seq }) => all.push(seq)));
    inputs$.next(HISTORY[3]!);
    inputs$.next(submitted({}, { clientId: undefined }));
    await new Promise(setImmediate);
    expect(seen).to.deep.equal(['2 filled', '3 filled', '4 completed', '5 anomaly']);
    expect(all).to.deep.equal([1, 2, 3, 4, 5]);
    from1.unsubscribe();
    expect(eventsNow(journal, 5)).to.deep.equal([]);
  });

  it('tells all that came before an end, and then the end of the source', () => {
    const journal = open();
    const log: string[] = [];
    const observer = {
      next: ({ inputSeq }: JournaledUpdate) => log.push(String(inputSeq)),
      error: (error: unknown) => log.push(`# ${String(error)}`),
      complete: () => log.push('|'),
    };
    of(...HISTORY.slice(0, 2))
      .pipe(journal.track())
      .subscribe(observer);
    concat(
      of(...HISTORY.slice(2)),
      throwError(() => 'broken'),
    )
      .pipe(journal.track())
      .subscribe(observer);
    expect(log).to.deep.equal(['1', '2', '|', '3', '4', '# broken']);
  });

  it('writes what came before an unsubscription, and lets go of the source', () => {
    const journal = open();
    const inputs$ = new Subject<OrderInput>();
    const seen: JournaledUpdate[] = [];
    const subscription = inputs$.pipe(journal.track()).subscribe((update) => seen.push(update));
    for (const input of HISTORY) inputs$.next(input);
    subscription.unsubscribe();
    expect(inputs$.observed).to.equal(false);
    expect(seen).to.deep.equal([]);
    expect(eventsNow(journal)).to.deep.equal(numberedOf(plain(HISTORY)));
  });

  it('writes many that come at once in groups, before the turn ends', () => {
    const journal = open();
    const inputs$ = new Subject<OrderInput>();
    let updates = 0;
    inputs$.pipe(journal.track()).subscribe(() => updates++);
    for (let n = 0; n < 1500; n++) inputs$.next({ ...HISTORY[0]!, receivedAt: n } as OrderInput);
    expect(updates).to.equal(1000);
  });

  it('writes what came of inputs in lots where they do not end, and loses none of it when it is killed', async () => {
    const journal = open();
    const inputs$ = new Subject<OrderInput>();
    const updates: JournaledUpdate[] = [];
    inputs$.pipe(journal.track()).subscribe((update) => updates.push(update));
    const database = new Sqlite(path('orders.db'), { readonly: true });
    const progress = database.prepare(
      'SELECT (SELECT max(seq) FROM inputs) AS written, applied_input AS settled FROM tracker',
    );
    const seen: unknown[] = [];
    for (let from = 1; from <= 2701; from += 300) {
      for (let n = from; n < from + 300; n++) inputs$.next(endlessInput(n));
      await turn();
      seen.push(progress.get());
    }
    copyAsKilled(path('orders.db'), path('killed.db'));
    expect(seen).to.deep.equal([
      { written: 300, settled: 0 },
      { written: 600, settled: 0 },
      { written: 900, settled: 0 },
      { written: 1200, settled: 0 },
      { written: 1500, settled: 1200 },
      { written: 1800, settled: 1200 },
      { written: 2100, settled: 1200 },
      { written: 2400, settled: 1200 },
      { written: 2700, settled: 2400 },
      { written: 3000, settled: 2400 },
    ]);
    await turn();
    expect(progress.get()).to.deep.equal({ written: 3000, settled: 3000 });
    database.close();
    const killed = open('killed.db');
    // As texts, for there are thousands of them.
    const told = (one: OrderJournal) => JSON.stringify([eventsNow(one), [...one.orders()]]);
    expect(told(killed)).to.equal(told(journal));
    expect(eventsNow(killed)).to.have.length(updates.flatMap(({ numbered }) => numbered).length);
  });

  it('tells events in the order of their numbers, also where a subscriber leaves and feeds it meanwhile', () => {
    const journal = open();
    const inputs$ = new Subject<OrderInput>();
    const told: string[] = [];
    journal.events().subscribe(({ seq, event }) => told.push(`${seq} ${event._tag}`));
    inputs$
      .pipe(
        journal.track(),
        tap(() => inputs$.next(HISTORY[2]!)),
        take(1),
      )
      .subscribe();
    inputs$.next(HISTORY[1]!);
    journal.close();
    expect(told).to.deep.equal(['1 created', '2 filled']);
  });

  it('can be asked for what it has just told, and be closed by whom it tells', async () => {
    const journal = open();
    const inputs$ = new Subject<OrderInput>();
    const known: string[] = [];
    inputs$.pipe(journal.track()).subscribe(({ order }) => {
      known.push(`${orderStatus(order)} ${orderStatus(journal.order('c1').order)}`);
    });
    inputs$.next(HISTORY[0]!);
    await new Promise(setImmediate);
    inputs$.next(HISTORY[1]!);
    await new Promise(setImmediate);
    expect(known).to.deep.equal(['pendingCreate pendingCreate', 'open open']);
    await new Promise(setImmediate);
    const log: string[] = [];
    journal.events().subscribe({
      next: ({ seq }) => {
        log.push(String(seq));
        journal.close();
      },
      error: (error: unknown) => log.push(String(error)),
      complete: () => log.push('|'),
    });
    expect(log).to.deep.equal(['1', '|']);
  });

  it('takes what comes while it tells in later turns, in order', async () => {
    const journal = open();
    const inputs$ = new Subject<OrderInput>();
    const log: string[] = [];
    inputs$.pipe(journal.track()).subscribe(({ inputSeq, input }) => {
      log.push(`${inputSeq} ${input._tag}`);
      if (inputSeq === 1) inputs$.next(HISTORY[2]!);
      log.push(`${inputSeq} told`);
    });
    inputs$.next(HISTORY[0]!);
    inputs$.next(HISTORY[1]!);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(log).to.deep.equal([
      '1 submitRequested',
      '1 told',
      '2 submitAcknowledged',
      '2 told',
      '3 fill',
      '3 told',
    ]);
  });

  it('completes its tracking and its events when it is closed, after all that waits; then nothing more is written', () => {
    const journal = open();
    const inputs$ = new Subject<OrderInput>();
    const log: string[] = [];
    inputs$.pipe(journal.track()).subscribe({
      next: ({ inputSeq }) => log.push(`update ${inputSeq}`),
      complete: () => log.push('updates |'),
    });
    journal.events().subscribe({
      next: ({ seq }) => log.push(`event ${seq}`),
      complete: () => log.push('events |'),
    });
    inputs$.next(HISTORY[0]!);
    inputs$.next(HISTORY[1]!);
    journal.close();
    journal.close();
    expect(log).to.deep.equal(['update 1', 'update 2', 'event 1', 'updates |', 'events |']);
    expect(inputs$.observed).to.equal(false);
    for (const stream$ of [NEVER.pipe(journal.track()), journal.events()] as readonly Observable<unknown>[])
      stream$.subscribe({ error: ({ message }: Error) => log.push(message) });
    expect(log.slice(5)).to.deep.equal(Array(2).fill(`${path('orders.db')}: it has been closed`));
  });

  it('is open to write once, in this process or in another, and is tracked in once', () => {
    const journal = open();
    const refused = `${path('orders.db')}: it is open to write already`;
    expect(() => open())
      .to.throw(OrderJournalError, refused)
      .with.property('fault', 'inUse');
    const first = NEVER.pipe(journal.track()).subscribe();
    const errors: unknown[] = [];
    NEVER.pipe(journal.track()).subscribe({ error: (error: unknown) => errors.push(error) });
    expect(String(errors[0])).to.contain('orders are being tracked in it already');
    first.unsubscribe();
    NEVER.pipe(journal.track()).subscribe().unsubscribe();
    journal.close();
    expect(eventsNow(open())).to.deep.equal([]);
  });

  it('stays open to write once where nobody holds it but what listens to it', async () => {
    const file = path('orders.db');
    const holder = spawn(process.execPath, [fileURLToPath(new URL('heldLock.js', import.meta.url)), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(holder.stdout, 'data');
      expect(() => open()).to.throw(OrderJournalError, 'it is open to write already');
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'close');
    }
    open();
  });

  it('says that it has been closed, whatever is asked of it then', async () => {
    const journal = open();
    await feed(journal, [HISTORY]);
    const begun = journal.orders()[Symbol.iterator]();
    begun.next();
    journal.close();
    const asked: readonly (() => unknown)[] = [
      // At once, and not when the first order is read.
      () => journal.orders(),
      () => journal.orders({ open: true }),
      () => begun.next(),
      () => journal.order('c1'),
      () => journal.story(1),
      () => journal.damages(),
      () => journal.compact({ endedBefore: 1 }),
    ];
    for (const ask of asked)
      expect(ask).to.throw(OrderJournalError, 'it has been closed').with.property('fault', 'closed');
  });

  it('refuses an input that cannot be written, and takes those before it', () => {
    const journal = open();
    const numberless = report('open', '0', { sequence: 2 ** 53 });
    const unknown = { ...report('open'), status: 'suspended' } as unknown as OrderInput;
    for (const [wrong, message] of [
      [numberless, 'sequence: 9007199254740992 instead of a whole number below 2^53, or a bigint'],
      [unknown, 'status: "suspended" instead of one of pending, open'],
    ] as const) {
      let reason = '';
      of(wrong)
        .pipe(journal.track())
        .subscribe({ error: (error: OrderJournalError) => (reason = error.reason) });
      expect(reason).to.contain(message);
    }
    const never = { ...submitted(), validUntil: Infinity } as OrderInput;
    const log: string[] = [];
    of(HISTORY[0]!, never, HISTORY[1]!)
      .pipe(journal.track())
      .subscribe({
        next: ({ inputSeq }) => log.push(String(inputSeq)),
        error: ({ fault, reason, unwritten }: OrderJournalError) => {
          log.push(`${fault}: ${reason}`);
          expect(unwritten).to.deep.equal([never]);
        },
      });
    expect(log).to.deep.equal([
      '1',
      'badInput: an input cannot be written: validUntil: Infinity instead of a finite number',
    ]);
    of(HISTORY[1]!)
      .pipe(journal.track())
      .subscribe(({ inputSeq }) => log.push(String(inputSeq)));
    expect(log.at(-1)).to.equal('2');
  });

  it('refuses options and numbers that are none, at once', () => {
    const errors: unknown[] = [];
    expect(() => open('a', { keepFinished: -1 })).to.throw(RangeError, 'keepFinished is no count: -1');
    expect(() => open('a', { maxBytes: 0 })).to.throw(RangeError, 'maxBytes is no size: 0');
    open()
      .events(1.5)
      .subscribe({ error: (error: unknown) => errors.push(error) });
    expect(String(errors[0])).to.equal('RangeError: this is no number of an event: 1.5');
  });

  it('says so where a subscriber has seen more than was ever in it', () => {
    const errors: unknown[] = [];
    open()
      .events(7)
      .subscribe({ error: (error: unknown) => errors.push(error) });
    expect(errors[0]).to.include({
      fault: 'wrongJournal',
      message: `${path('orders.db')}: event 7 was never in it: it has come to 0`,
    });
  });
});
