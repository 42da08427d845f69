import { readOrderJournal, type OrderJournalView } from '../journal/index.js';
import type { TrackedOrder } from '../orders/index.js';
import { countText } from './countText.js';
import { InputError } from './inputError.js';
import { orderLineJson } from './orderLineJson.js';
import { ordersText } from './ordersText.js';
import type { Terminal } from './terminal.js';
import { textLook, visible } from './textLook.js';
import { writeLines } from './writeLines.js';

export interface OrdersCommandOptions {
  readonly open?: true;
  readonly ended?: true;
  readonly venue?: string;
  readonly symbol?: string;
  readonly fills?: true;
  readonly check?: true;
  readonly format: 'text' | 'json';
}

/** `orderflow orders`: the orders of a journal, one by one, or with `--check` what is damaged in it. */
export async function ordersCommand(
  file: string,
  options: OrdersCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { stdout } = terminal;
  const { open, ended, venue, symbol, fills = false, format } = options;
  const journal = readOrderJournal(file);
  try {
    if (options.check) return await check(file, journal, terminal);
    const orders = journal.orders({
      ...((open ?? ended) && { open: open === true }),
      ...(venue !== undefined && { venue }),
      ...(symbol !== undefined && { symbol }),
    });
    const lines = format === 'json' ? jsonOf(orders) : ordersText(orders, { ...textLook(terminal), fills });
    await writeLines(stdout, lines);
  } finally {
    journal.close();
  }
}

function* jsonOf(orders: Iterable<TrackedOrder>): Generator<string> {
  for (const { key, order } of orders) yield JSON.stringify({ key, ...orderLineJson(order) });
}

async function check(file: string, journal: OrderJournalView, { stdout }: Terminal): Promise<void> {
  const damages = journal.damages().flatMap((text) => text.split('\n'));
  if (damages.length > 0) {
    await writeLines(stdout, damages.map(visible));
    throw new InputError(`${file}: it is damaged`);
  }
  // What SQLite finds sound may hold what is no order, no input or no event: to read that throws.
  let count = 0;
  for (const { key } of journal.orders()) {
    journal.story(key);
    count++;
  }
  stdout.write(`${file}: no damage, ${countText(count, 'order')}\n`);
}
