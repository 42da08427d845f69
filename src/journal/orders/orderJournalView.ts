import type { TrackedOrder } from '../../orders/index.js';
import type { JournalContents, OrderFilter } from './journalReader.js';
import { OrderJournalError } from './orderJournalError.js';
import { storyOf, type OrderStory } from './orderStory.js';

/** What can be asked of a journal of orders. All of it throws an {@link OrderJournalError} where the file is damaged. */
export interface OrderJournalView {
  /** Orders, by their keys, with their fills; read one by one, as they are wanted. Of a closed journal it throws at once. */
  orders(filter?: OrderFilter): Iterable<TrackedOrder>;
  /**
   * One order: by its key, or by any of its ids.
   *
   * @throws {OrderJournalError} `unknownOrder`, or `ambiguousOrder` where several venues have one of that id.
   */
  order(id: string | number): TrackedOrder;
  /** The story of an order, as {@link order} finds it. */
  story(id: string | number): OrderStory;
  /** What is damaged, as SQLite tells it after it has looked at everything; nothing where all is well. */
  damages(): readonly string[];
  /** Lets go of the file. Twice is as good as once. */
  close(): void;
}

/** What a reader lets be asked; `contents` is what there is at the time of each answer. */
export function viewOf(
  file: string,
  reader: JournalContents,
  contents: () => JournalContents = () => reader,
): Omit<OrderJournalView, 'close'> {
  const findIn = (now: JournalContents, id: string | number): TrackedOrder => {
    const keys = typeof id === 'number' ? [id] : now.keysOf(id);
    const found = keys.map((key) => now.order(key)).filter((one) => one !== undefined);
    const [only, second] = found;
    if (only === undefined)
      throw new OrderJournalError(
        'unknownOrder',
        file,
        `no order ${typeof id === 'number' ? 'number ' : ''}${id}`,
      );
    if (second === undefined) return only;
    const places = found.map(({ key, order }) => `${key} (${order.venue} ${order.symbol})`).join(', ');
    throw new OrderJournalError('ambiguousOrder', file, `several orders have the id ${id}: ${places}`);
  };
  return {
    orders: (filter) => contents().orders(filter),
    order: (id) => findIn(contents(), id),
    story: (id) => {
      const now = contents();
      return storyOf(now, findIn(now, id).key);
    },
    damages: () => reader.damages('whole'),
  };
}
