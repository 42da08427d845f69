import {
  averagePrice,
  executedBase,
  executedQuote,
  orderStatus,
  orderToJson,
  type JsonValue,
  type Order,
} from '../orders/index.js';

type JsonObject = { readonly [key: string]: JsonValue };

/** An order as JSON: what follows from it, for those who do not work that out themselves, and all of it in `order`. */
export function orderLineJson(order: Order): JsonObject {
  const average = averagePrice(order);
  return {
    status: orderStatus(order),
    executedBase: executedBase(order).toFixed(),
    executedQuote: executedQuote(order).toFixed(),
    ...(average !== undefined && { averagePrice: average.toFixed() }),
    order: orderToJson(order),
  };
}
