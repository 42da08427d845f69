import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

import { readWith, type FillPage, type FillQuery } from '../../../connector/index.js';
import { wireTrade, type WireTrade } from '../wire/orders.js';
import type { CallPlan } from './binanceCall.js';
import { listedFill } from './listedOrders.js';
import type { Parameters } from './parameters.js';

/** As many trades as an answer has at most. */
const MOST = 1000;

/** As long as a window of time may be at most. */
const DAY_MS = 86_400_000;

/** How far the venue's clock may be behind ours before the last window is taken for one that has not passed. */
const CLOCK_SLACK_MS = 60_000;

/** The venue opened on 2017-07-14: what is wanted from before is wanted from the first trade. */
const OPENED = Date.UTC(2017, 6, 14);

/** Where a page begins: with a trade, or with a time, for as long as there is no trade to go by. */
type Place = { readonly by: 'id'; readonly id: bigint } | { readonly by: 'time'; readonly from: number };

const PAGE = /^(id|time):(\d{1,19})$/;

function placeOf({ venueId, since, page }: FillQuery): Place | undefined {
  if (page === undefined) {
    if (venueId !== undefined) return undefined;
    if (since === undefined || !(since >= OPENED)) return { by: 'id', id: 0n };
    return { by: 'time', from: Math.floor(since) };
  }
  const [, by, number = ''] = PAGE.exec(page) ?? [];
  if (by === 'id') return { by, id: BigInt(number) };
  if (by === 'time' && venueId === undefined) return { by, from: Number(number) };
  throw new RangeError(`no page of Binance's fills: "${page}"`);
}

/**
 * Fills of an order, or of all orders in a symbol ("Account trade list", weight 5 of one order, else 20). Trades are asked for by
 * id, a thousand at a time, until fewer come. To find the first one since a time, it goes by windows of a day, which is as long as
 * they may be; the first one that has trades ends that.
 *
 * @throws {RangeError} of a page that no answer named.
 */
export function listFills(query: FillQuery): CallPlan<FillPage> {
  const place = placeOf(query);
  return {
    rest: ['GET', '/api/v3/myTrades'],
    socket: 'myTrades',
    security: 'signed',
    weight: query.venueId === undefined ? 20 : 5,
    parameters: () => ({ symbol: query.symbol, ...ofOrder(query), ...from(place), limit: BigInt(MOST) }),
    read: (json, { receivedAt }) =>
      readWith(t.array(wireTrade), json, '', (trades) =>
        E.right({
          fills: trades.map((trade) => listedFill(trade, receivedAt)),
          next: nextOf(place, trades, receivedAt),
        }),
      ),
  };
}

const ofOrder = ({ venueId }: FillQuery): Parameters =>
  venueId === undefined ? {} : { orderId: /^\d+$/.test(venueId) ? BigInt(venueId) : venueId };

function from(place: Place | undefined): Parameters {
  if (place === undefined) return {};
  if (place.by === 'id') return { fromId: place.id };
  return { startTime: BigInt(place.from), endTime: BigInt(place.from + DAY_MS) };
}

function nextOf(
  place: Place | undefined,
  trades: readonly WireTrade[],
  receivedAt: number,
): string | undefined {
  const inWindow = place?.by === 'time';
  if (trades.length >= MOST || (inWindow && trades.length > 0)) return `id:${afterLast(trades)}`;
  if (!inWindow) return undefined;
  const end = place.from + DAY_MS;
  return end > receivedAt + CLOCK_SLACK_MS ? undefined : `time:${end + 1}`;
}

const afterLast = (trades: readonly WireTrade[]): bigint =>
  trades.reduce((last, { id }) => (BigInt(id) > last ? BigInt(id) : last), -1n) + 1n;
