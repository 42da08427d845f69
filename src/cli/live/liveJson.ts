import { orderEventToJson, type JsonObject, type JsonValue, type OrderEvent } from '../../orders/index.js';
import type { LiveItem } from './liveItems.js';
import { troubleText } from './troubleText.js';

/**
 * What a connector told, as one JSON object: `type` says what it is. An order's event has the event's own name there
 * (`created`, `filled` ...), the order's type is `orderType`, and else the fields of docs/orders.md. Prices, sizes and
 * amounts are texts, times milliseconds since 1970.
 */
export function liveJson(item: LiveItem): JsonObject {
  switch (item._tag) {
    case 'book': {
      const { name, status, bid, ask, receivedAt } = item;
      return {
        type: 'book',
        symbol: name,
        status,
        bid: bid === undefined ? null : [...bid],
        ask: ask === undefined ? null : [...ask],
        ...(receivedAt !== undefined && { receivedAt }),
      };
    }
    case 'trade': {
      const { symbol, id, side, price, size, venueTime, receivedAt } = item.trade;
      return {
        type: 'trade',
        symbol,
        ...(id !== undefined && { id }),
        side,
        price: price.toFixed(),
        size: size.toFixed(),
        ...(venueTime !== undefined && { venueTime }),
        receivedAt,
      };
    }
    case 'order':
      return orderJson(item.event);
    case 'balances':
      return {
        type: 'balances',
        balances: Object.fromEntries(
          Array.from(item.balances, ([token, { total, available }]) => [
            token,
            { total: total.toFixed(), available: available.toFixed() },
          ]),
        ),
      };
    case 'status':
      return { type: 'status', ...item.status };
    case 'ready':
      return { type: 'ready', ready: item.isReady };
    case 'trouble':
      return {
        type: 'trouble',
        kind: item.trouble._tag,
        at: item.trouble.at,
        text: troubleText(item.trouble),
      };
  }
}

function orderJson(event: OrderEvent): JsonObject {
  const json = orderEventToJson(event);
  const fields = isJsonObject(json) ? Object.entries(json) : [];
  const rest = fields.filter(([field]) => field !== '_tag' && field !== 'type');
  return {
    type: event._tag,
    ...(event.type !== undefined && { orderType: event.type }),
    ...Object.fromEntries(rest),
  };
}

const isJsonObject = (json: JsonValue): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
