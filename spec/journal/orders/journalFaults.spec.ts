import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import Sqlite from 'better-sqlite3';
import { expect } from 'chai';
import { from, of, Subject } from 'rxjs';

import { clientOrderId } from '../../../src/domain/index.js';
import { openOrderJournal, OrderJournalError, readOrderJournal } from '../../../src/journal/index.js';
import type { Order, OrderInput } from '../../../src/orders/index.js';
import { acknowledged, filled, submitted, trade } from '../../orders/orderInputs.js';
import { endlessInput } from './endlessInputs.js';
import { eventsNow, feed, temporaryFolder } from './temporaryJournal.js';

const HISTORY: readonly OrderInput[] = [
  submitted(),
  acknowledged(),
  filled(trade('t1', '40')),
  filled(trade('t2', '60')),
];

/** The error that something throws. */
function errorOf(act: () => unknown): OrderJournalError {
  try {
    act();
  } catch (error) {
    if (error instanceof OrderJournalError) return error;
    throw error;
  }
  throw new Error('it threw nothing');
}

const inputsTo = (last: number): readonly OrderInput[] =>
  Array.from({ length: last }, (_, at) => endlessInput(at + 1));

describe('a journal that fails', () => {
  const path = temporaryFolder();

  /** Fills a journal, a few orders in it, and closes it. */
  async function make(name: string, inputs = HISTORY): Promise<string> {
    const journal = openOrderJournal(path(name));
    await feed(journal, [inputs]);
    journal.close();
    return path(name);
  }

  it('is full: names the file, gives back what is not written, keeps all before, and goes on with more room', () => {
    const file = path('full.db');
    const small = openOrderJournal(file, { maxBytes: 200_000 });
    const inputs = inputsTo(3000);
    let told = 0;
    let offered = 0;
    const failures: OrderJournalError[] = [];
    while (failures.length === 0) {
      from(inputs.slice(offered, offered + 50))
        .pipe(small.track())
        .subscribe({
          next: ({ numbered }) => {
            told = numbered.at(-1)?.seq ?? told;
          },
          error: (error: OrderJournalError) => failures.push(error),
        });
      offered += 50;
    }
    const [{ fault, message, unwritten }] = failures as [OrderJournalError];
    expect(fault).to.equal('full');
    expect(message).to.contain(`${file}: no room is left to write (SQLITE_FULL`);
    const written = offered - unwritten.length;
    expect(unwritten).to.deep.equal(inputs.slice(written, offered));
    // It takes no more, and says why.
    of(inputs[0]!)
      .pipe(small.track())
      .subscribe({ error: (error: OrderJournalError) => failures.push(error) });
    expect(failures.map((failure) => failure.fault)).to.deep.equal(['full', 'full']);
    small.close();
    expect(readOrderJournal(file).damages()).to.deep.equal([]);

    const roomy = openOrderJournal(file);
    expect(eventsNow(roomy).at(-1)!.seq).to.be.at.least(told);
    from(inputs.slice(written)).pipe(roomy.track()).subscribe();
    const whole = openOrderJournal(path('whole.db'));
    from(inputs).pipe(whole.track()).subscribe();
    expect(eventsNow(roomy)).to.deep.equal(eventsNow(whole));
    expect([...roomy.orders()]).to.deep.equal([...whole.orders()]);
    roomy.close();
    whole.close();
  });

  it('is full: what can be asked of it still has all that was told, and so has what opens it anew', async () => {
    const file = path('full.db');
    const small = openOrderJournal(file, { maxBytes: 200_000 });
    const inputs$ = new Subject<OrderInput>();
    const told = new Map<number, Order>();
    let fault = '';
    inputs$.pipe(small.track()).subscribe({
      next: ({ key, order }) => told.set(key, order),
      error: (error: OrderJournalError) => {
        fault = error.fault;
      },
    });
    // An input each turn of the event loop: what came of them is not written meanwhile.
    for (const input of inputsTo(3000)) {
      if (fault !== '') break;
      inputs$.next(input);
      await nextTurn();
      inputs$.next({ _tag: 'clock', now: 0 });
    }
    expect(fault).to.equal('full');
    const orders = new Map([...small.orders()].map(({ key, order }) => [key, order]));
    expect(orders).to.deep.equal(told);
    expect(small.order(1).order).to.deep.equal(told.get(1));
    small.close();
    const view = readOrderJournal(file);
    expect(new Map([...view.orders()].map(({ key, order }) => [key, order]))).to.deep.equal(told);
    view.close();
  });

  it('is full when it is unsubscribed: whoever closes it is told, with what is not written', () => {
    const small = openOrderJournal(path('full.db'), { maxBytes: 150_000 });
    const inputs$ = new Subject<OrderInput>();
    const subscription = inputs$.pipe(small.track()).subscribe();
    const inputs = inputsTo(900);
    for (const input of inputs) inputs$.next(input);
    subscription.unsubscribe();
    const { fault, unwritten } = errorOf(() => small.close());
    expect(fault).to.equal('full');
    expect(unwritten).to.deep.equal(inputs);
    small.close();
  });

  it('may not be written to', async () => {
    const file = await make('orders.db');
    chmodSync(file, 0o444);
    chmodSync(dirname(file), 0o555);
    try {
      expect(openAsNobody(file)).to.match(
        /^readOnly .*orders\.db: it(, or its folder,)? may not be written to/,
      );
    } finally {
      chmodSync(dirname(file), 0o755);
    }
    const journal = readOrderJournal(file);
    expect([...journal.orders()]).to.have.length(1);
    journal.close();
  });

  it('may not be written to, in a folder that may', async () => {
    const file = await make('orders.db');
    chmodSync(file, 0o444);
    chmodSync(dirname(file), 0o777);
    expect(openAsNobody(file)).to.match(/^readOnly .*orders\.db: it may not be written to \(SQLITE_READONLY/);
  });

  it('is damaged in the middle: it is not opened to write, and what is whole can be read', async () => {
    const file = await make('orders.db', inputsTo(2000));
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096 * 6, 4096 * 9);
    writeFileSync(file, bytes);
    const error = errorOf(() => openOrderJournal(file));
    expect(error.fault).to.equal('corrupt');
    expect(error.message).to.match(
      /orders\.db: (it is damaged \(SQLITE_CORRUPT|\*\*\* in database main \*\*\* Tree)/,
    );
    expect(readFileSync(file).equals(bytes)).to.equal(true);
    const view = readOrderJournal(file);
    expect(view.damages()).not.to.deep.equal([]);
    view.close();
  });

  it('is cut short', async () => {
    const file = await make('orders.db', inputsTo(2000));
    truncateSync(file, 4096 * 10);
    expect(errorOf(() => openOrderJournal(file)).fault).to.equal('corrupt');
  });

  it('has a row that nobody reads: names the row, and takes no more', async () => {
    const file = await make('orders.db');
    const other = new Sqlite(file);
    const state = other.prepare('SELECT state FROM orders').pluck().get() as string;
    other.prepare('UPDATE orders SET state = ?').run(state.replace('"accepted":true', '"accepted":"yes"'));
    const journal = openOrderJournal(file);
    const told = `${file}: orders, row 1: OrderJsonError: accepted: "yes" instead of true or false`;
    expect(errorOf(() => journal.order('c1'))).to.include({ fault: 'corrupt', message: told });
    // A late fill needs the order, which has left memory.
    const failures: OrderJournalError[] = [];
    of(filled(trade('t3', '1')))
      .pipe(journal.track())
      .subscribe({ error: (error: OrderJournalError) => failures.push(error) });
    expect(failures.map(({ message }) => message)).to.deep.equal([told]);
    journal.close();
    other.prepare('UPDATE orders SET state = ?').run(state);
    other.close();
    // It was written before it could not be taken in: now it can.
    const mended = openOrderJournal(file);
    expect(eventsNow(mended, 4).map(({ event }) => event._tag)).to.deep.equal(['filled', 'anomaly']);
    mended.close();
  });

  it('has not written what it says it has not, and tells what came before the fault', async () => {
    const file = await make('orders.db');
    const other = new Sqlite(file);
    other.prepare("UPDATE orders SET state = '{}'").run();
    other.close();
    const journal = openOrderJournal(file);
    const told: number[] = [];
    const failures: OrderJournalError[] = [];
    of(submitted({}, { clientId: clientOrderId('c2') }), filled(trade('t3', '1')), HISTORY[0]!)
      .pipe(journal.track())
      .subscribe({
        next: ({ inputSeq }) => told.push(inputSeq),
        error: (error: OrderJournalError) => failures.push(error),
      });
    journal.close();
    expect(told).to.deep.equal([5]);
    expect(failures.map(({ fault, unwritten }) => [fault, unwritten])).to.deep.equal([['corrupt', []]]);
    const after = new Sqlite(file);
    expect(after.prepare('SELECT count(*) FROM inputs').pluck().get()).to.equal(7);
    after.close();
  });

  it('is one file, whatever it is called', async () => {
    const file = await make('orders.db');
    symlinkSync(file, path('link.db'));
    const journal = openOrderJournal(file);
    expect(errorOf(() => openOrderJournal(path('link.db')))).to.include({ fault: 'inUse' });
    journal.close();
    openOrderJournal(path('link.db')).close();
    writeFileSync(`${file}-lock`, 'something else, longer than the header of a database '.repeat(3));
    expect(errorOf(() => openOrderJournal(file)).message).to.contain('orders.db-lock: this is no journal');
  });

  it('forgets what has ended, and brings it back from the disk', async () => {
    const file = path('orders.db');
    const journal = openOrderJournal(file, { keepFinished: 0 });
    const inputs$ = new Subject<OrderInput>();
    const failures: OrderJournalError[] = [];
    inputs$.pipe(journal.track()).subscribe({ error: (error: OrderJournalError) => failures.push(error) });
    for (const input of HISTORY) inputs$.next(input);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    const other = new Sqlite(file);
    other.prepare("UPDATE orders SET state = '{}'").run();
    other.close();
    inputs$.next(filled(trade('t3', '1')));
    await new Promise(setImmediate);
    expect(failures[0]!.message).to.contain(
      'orders, row 1: OrderJsonError: venue: nothing instead of a text',
    );
    journal.close();
  });

  it('is something else, or nothing', () => {
    const other = new Sqlite(path('other.db'));
    other.exec('CREATE TABLE t (x)');
    other.close();
    writeFileSync(
      path('text'),
      'no database at all, but long enough to have a header of a hundred bytes '.repeat(2),
    );
    writeFileSync(path('empty'), '');
    mkdirSync(path('folder'));
    const faults = (name: string): readonly string[] =>
      [openOrderJournal, readOrderJournal].map((open) => {
        const { fault, reason } = errorOf(() => open(path(name)).close());
        return `${fault}: ${reason}`;
      });
    const notOurs = 'notAJournal: this is no journal of orders';
    expect(faults('text')).to.deep.equal([notOurs, notOurs]);
    const another = 'notAJournal: this is a database of something else';
    expect(faults('other.db')).to.deep.equal([another, another]);
    expect(faults('folder')).to.deep.equal(Array(2).fill('notAJournal: this is a folder'));
    const nowhere = 'missing: there is no such folder';
    expect(faults('none/orders.db')).to.deep.equal([nowhere, nowhere]);
    expect(errorOf(() => readOrderJournal(path('none'))).message).to.equal(
      `${path('none')}: there is no such file`,
    );
    expect(errorOf(() => readOrderJournal(path('empty'))).reason).to.equal('this is an empty file');
    openOrderJournal(path('empty')).close();
    readOrderJournal(path('empty')).close();
  });

  it('was written by a newer orderflow', async () => {
    const file = await make('orders.db');
    const other = new Sqlite(file);
    other.pragma('user_version = 9');
    other.close();
    const before = readFileSync(file);
    for (const open of [openOrderJournal, readOrderJournal]) {
      expect(errorOf(() => open(file))).to.include({
        fault: 'newerVersion',
        message: `${file}: its version is 9, and this orderflow knows 1: use a newer one`,
      });
    }
    expect(readFileSync(file).equals(before)).to.equal(true);
    copyFileSync(file, path('copy.db'));
  });
});

/** What opening a journal says in a process that may do nothing but what the file's modes allow all. */
function openAsNobody(file: string): string {
  const script = `
    import { openOrderJournal } from '${new URL('../../../src/journal/index.js', import.meta.url).href}';
    try { openOrderJournal(process.argv[1]).close(); console.log('opened'); }
    catch (error) { console.log(error.fault, error.message); }`;
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script, file], {
    encoding: 'utf8',
    ...nobody,
  });
  return stdout + stderr;
}
