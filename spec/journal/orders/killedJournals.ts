import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { openOrderJournal, type NumberedEvent } from '../../../src/journal/index.js';
import { JournalReader } from '../../../src/journal/orders/journalReader.js';
import { openDatabase } from '../../../src/journal/orders/sqlite.js';
import type { Order } from '../../../src/orders/index.js';
import { OrderRegistry } from '../../../src/orders/orderRegistry.js';
import { EMPTY_STATE } from '../../../src/orders/trackedOrder.js';
import { registryOptions } from '../../../src/orders/trackOrders.js';
import { endlessInput } from './endlessInputs.js';
import { eventsNow } from './temporaryJournal.js';

const WRITER = fileURLToPath(new URL('killedWriter.js', import.meta.url));

/** What a killed writer had acknowledged. */
interface Acknowledged {
  readonly input: number;
  readonly event: number;
}

/** How a writer is let run: so many inputs a turn, until so long after it has opened the journal, or has started. */
interface Life {
  readonly inTurn: number;
  readonly isStarting: boolean;
  readonly afterMs: number;
}

function randomLife(round: number): Life {
  const isStarting = round % 5 === 4;
  const inTurn = round % 3 === 0 ? 0 : Math.ceil(Math.random() * 50);
  return { inTurn, isStarting, afterMs: Math.random() * (isStarting ? 500 : 60) };
}

/** Lets a writer go on from an input, and kills it. */
async function killWriter(
  file: string,
  first: number,
  { inTurn, isStarting, afterMs }: Life,
): Promise<Acknowledged> {
  const writer = spawn(process.execPath, [WRITER, file, String(first), String(inTurn)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(writer, 'close');
  let output = '';
  const opened = new Promise<void>((resolve) => {
    writer.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      resolve();
    });
  });
  // Some are killed while they start, or open the journal.
  if (!isStarting) await opened;
  await delay(afterMs);
  writer.kill('SIGKILL');
  const [code, signal] = (await closed) as [number | null, string | null];
  expect([code, signal]).to.deep.equal([null, 'SIGKILL']);
  // The last line may be cut.
  const lines = output.split('\n').slice(1, -1);
  const numbers = lines.map((line) => line.split(' ').map(Number));
  return {
    input: Math.max(0, ...numbers.map(([input = 0]) => input)),
    event: Math.max(0, ...numbers.map(([, event = 0]) => event)),
  };
}

/** What should be in a journal: the same inputs through the reducer alone. */
class Expected {
  readonly #registry = new OrderRegistry(registryOptions({ keepFinished: Infinity }), EMPTY_STATE);
  readonly orders = new Map<number, Order>();
  lastInput = 0;
  lastEvent = 0;

  /** The events of all inputs up to one, that had not been asked for yet. */
  eventsTo(input: number): readonly NumberedEvent[] {
    const events: NumberedEvent[] = [];
    while (this.lastInput < input) {
      for (const update of this.#registry.take(endlessInput(++this.lastInput))) {
        this.orders.set(update.key, update.order);
        for (const event of update.events) events.push({ seq: ++this.lastEvent, event });
      }
    }
    return events;
  }
}

function lastInputOf(file: string): number {
  const database = openDatabase(file, { readonly: true });
  const { lastInput } = new JournalReader(file, database).progress();
  database.close();
  return lastInput;
}

/** Kills writers of one journal, one after the other; after each all that is promised must hold. */
export async function surviveKills(file: string, rounds: number): Promise<{ readonly inputs: number }> {
  const expected = new Expected();
  for (let round = 0; round < rounds; round++) {
    const life = randomLife(round);
    const where = `round ${round}: ${JSON.stringify(life)}`;
    const acknowledged = await killWriter(file, expected.lastInput + 1, life);
    const before = expected.lastEvent;
    const journal = openOrderJournal(file, { keepFinished: 5 });
    const lastInput = lastInputOf(file);
    expect(lastInput, where).to.be.at.least(acknowledged.input);
    const events = expected.eventsTo(lastInput);
    expect(expected.lastEvent, where).to.be.at.least(acknowledged.event);
    expect(eventsNow(journal, before), where).to.deep.equal(events);
    expect(journal.damages(), where).to.deep.equal([]);
    journal.close();
  }
  const journal = openOrderJournal(file);
  expect([...journal.orders()].map(({ key, order }) => [key, order])).to.deep.equal([...expected.orders]);
  journal.close();
  return { inputs: expected.lastInput };
}
