import { eventText } from '../eventWords.js';
import { timeText } from '../orderWords.js';
import type { LiveItem } from './liveItems.js';
import { troubleText } from './troubleText.js';

/** What a connector told, as a line for people. */
export function liveText(item: LiveItem, now: number): string {
  const [at, ...words] = wordsOf(item, now);
  return [timeText(at), ...words].join('  ');
}

function wordsOf(item: LiveItem, now: number): readonly [at: number, ...words: string[]] {
  switch (item._tag) {
    case 'book': {
      const { name, status, bid, ask, receivedAt } = item;
      return [
        receivedAt ?? now,
        name,
        status,
        `bid ${bid?.join(' x ') ?? '-'}`,
        `ask ${ask?.join(' x ') ?? '-'}`,
      ];
    }
    case 'trade': {
      const { symbol, side, price, size, receivedAt } = item.trade;
      return [receivedAt, symbol, `trade ${side} ${size.toFixed()} at ${price.toFixed()}`];
    }
    case 'order': {
      const { event } = item;
      return [
        event.receivedAt,
        event.symbol,
        `order ${event.clientId ?? event.venueId ?? ''}`,
        eventText(event),
      ];
    }
    case 'balances': {
      const texts = Array.from(item.balances, ([token, { total, available }]) =>
        total.eq(available)
          ? `${total.toFixed()} ${token}`
          : `${total.toFixed()} ${token} (${available.toFixed()} free)`,
      );
      return [now, 'balances', texts.join(', ')];
    }
    case 'status': {
      // What was stopped waits for nothing.
      if (item.status.network === 'stopped') return [now, 'stopped'];
      const lacking = Object.entries(item.status).flatMap(([part, is]) => (is === false ? [part] : []));
      const waits = lacking.length === 0 ? '' : `, waits for ${lacking.join(', ')}`;
      return [now, `${item.status.network}${waits}`];
    }
    case 'ready':
      return [now, item.isReady ? 'ready' : 'not ready'];
    case 'trouble':
      return [item.trouble.at, 'trouble', troubleText(item.trouble)];
  }
}
