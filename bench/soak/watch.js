import { createHash } from 'node:crypto';

import { orderEventToJson } from '../../dist/index.js';
import { recordPorts } from '../../dist/journal/index.js';

/**
 * Counts what goes over a connector's ports, and what it tells of itself and of its books.
 *
 * @param {import('../../dist/journal/index.js').RecordedPorts} ports
 */
export function countedPorts(ports) {
  const counts = { messages: 0, answers: 0, connections: 0, sent: 0 };
  const counted = recordPorts(ports, {
    frame: ({ via }) => void (via === 'stream' ? counts.messages++ : counts.answers++),
    connected: () => void counts.connections++,
    sent: () => void counts.sent++,
  });
  return { counts, ports: counted };
}

/**
 * @param {import('../../dist/index.js').Connector} connector
 * @param {readonly string[]} symbols
 */
export function watch(connector, symbols) {
  /** @type {import('./audit.js').ToldEvent[]} */
  const events = [];
  const hash = createHash('sha256');
  /** @type {Record<string, number>} */
  const log = {};
  const books = { versions: 0, gaps: 0, resyncs: 0, otherwise: 0 };
  const orders = connector.orderEvents$.subscribe((event) => {
    hash.update(JSON.stringify(orderEventToJson(event)));
    const told = { clientId: event.clientId ?? '', tag: event._tag };
    if (event._tag !== 'filled') events.push(told);
    else {
      const { tradeId, fillAmount, fillPrice } = event;
      const [amount, price] = [fillAmount.toFixed(), fillPrice?.toFixed() ?? ''];
      events.push({ ...told, tradeId: tradeId ?? '', amount, price });
    }
  });
  const entries = connector.log$.subscribe(({ _tag }) => void (log[_tag] = (log[_tag] ?? 0) + 1));
  for (const symbol of symbols) {
    let before = 'syncing';
    orders.add(
      connector.book(/** @type {any} */ (symbol)).subscribe(({ status }) => {
        books.versions++;
        if (status === 'gap' && before !== 'gap') books.gaps++;
        if (status === 'live' && before !== 'live' && before !== 'syncing') books.resyncs++;
        if (status === 'crossed' || status === 'badChecksum') books.otherwise++;
        before = status;
      }),
    );
  }
  return {
    events,
    digest: () => hash.copy().digest('hex').slice(0, 16),
    log,
    books,
    leave: () => (orders.unsubscribe(), entries.unsubscribe()),
  };
}
