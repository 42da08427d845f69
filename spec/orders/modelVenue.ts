import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { add, multiply } from '../../src/domain/exact.js';
import { orderId } from '../../src/domain/index.js';
import {
  executedBase,
  executedQuote,
  orderStatus,
  termsOf,
  venueIdOf,
  type Fill,
  type OneOrderInput,
  type OrderEvent,
  type OrderInput,
  type VenueStatus,
} from '../../src/orders/index.js';
import {
  acknowledged,
  amended,
  cancelAcknowledged,
  cancelRefused,
  cancelRequested,
  dec,
  expired,
  filled,
  polled,
  refused,
  report,
  submitted,
  trade,
  type Run,
} from './orderInputs.js';

/** One history of an order at a venue that contradicts itself nowhere. */
export interface History {
  /** What we did: it comes first. */
  readonly local: readonly OneOrderInput[];
  /** What the venue told, in the order in which it happened there. */
  readonly told: readonly OneOrderInput[];
  readonly fills: readonly Fill[];
  readonly outcome: 'open' | 'filled' | 'cancelled' | 'expired' | 'refused';
  readonly sum: Decimal;
}

const ONES = ['1', '0.1', '33.333333333333333333333333333', '0.0000001234', '12.5', '1e-30'] as const;
const PRICES = ['10', '9.99', '0.00160699', '123456789012345678901234567890.1234567891'] as const;
const sumOf = (fills: readonly Fill[]): Decimal =>
  fills.reduce((sum, { amount }) => add(sum, amount), new Decimal(0));

/** How the venue of a history is. */
const traits = fc.record({
  outcome: fc.constantFrom('open', 'filled', 'cancelled', 'expired', 'refused'),
  sizes: fc.array(fc.constantFrom(...ONES), { maxLength: 5 }),
  prices: fc.array(fc.constantFrom(...PRICES), { minLength: 5, maxLength: 5 }),
  fees: fc.array(fc.constantFrom(undefined, 'BNB', 'ETH'), { minLength: 5, maxLength: 5 }),
  /** Whether its reports have numbers: all, none, or only those of its stream. */
  numbered: fc.constantFrom('all', 'none', 'some'),
  tellsCumulative: fc.boolean(),
  tellsQuote: fc.boolean(),
  tradeIds: fc.boolean(),
  fillsTellCumulative: fc.boolean(),
  cancelAsked: fc.boolean(),
  cancelFinal: fc.boolean(),
  /** Before which fills it gives the order another id. */
  amendAt: fc.array(fc.nat(5), { maxLength: 2 }),
  /** What is ordered beyond what is filled, for orders that are not filled; below zero: filled too much. */
  overfill: fc.boolean(),
  sizedInQuote: fc.boolean(),
});

type Traits = typeof traits extends fc.Arbitrary<infer T> ? T : never;

/** Histories: an order is submitted, and refused, left open, filled, cancelled or expired, with fills and a new id between. */
const histories: fc.Arbitrary<History> = traits.map(historyOf);

function fillsOf({ outcome, sizes, prices, fees, tradeIds, fillsTellCumulative }: Traits): readonly Fill[] {
  if (outcome === 'refused') return [];
  const all = outcome === 'filled' && sizes.length === 0 ? ['1'] : sizes;
  let cumulative = new Decimal(0);
  return all.map((size, at): Fill => {
    cumulative = add(cumulative, dec(size));
    const token = fees[at];
    const told = trade(`t${at}`, size, {
      price: dec(prices[at]!),
      fees: token === undefined ? [] : [{ token, amount: dec('0.001') }],
    });
    if (!tradeIds) return { ...told, tradeId: undefined, cumulative };
    return fillsTellCumulative ? { ...told, cumulative } : told;
  });
}

function historyOf(is: Traits): History {
  const fills = fillsOf(is);
  const sum = sumOf(fills);
  const local: OneOrderInput[] = [submitted(termsFor(is, sum))];
  if (is.cancelAsked && is.outcome !== 'refused') local.push(cancelRequested());
  if (is.outcome === 'refused') {
    const told = [refused(), report('rejected', undefined, { venueId: undefined })];
    return { local, told, fills, outcome: is.outcome, sum };
  }
  const told: OneOrderInput[] = [acknowledged()];
  let sequence = 0;
  let base = new Decimal(0);
  let quote = new Decimal(0);
  let ids = 1;
  let venueId = orderId('v1');
  const tell = (status: VenueStatus, isFinal = false) => {
    sequence++;
    const isNumbered = is.numbered === 'all' || (is.numbered === 'some' && sequence % 2 === 0);
    const tells = is.tellsCumulative || isFinal;
    const news = report(status, tells ? base.toFixed() : undefined, {
      venueId,
      cumulativeQuote: tells && is.tellsQuote ? quote : undefined,
      sequence: isNumbered ? sequence : undefined,
      venueTime: sequence,
    });
    told.push(news);
  };
  tell('open');
  for (const [at, fill] of fills.entries()) {
    for (const _ of is.amendAt.filter((place) => place === at)) {
      const next = orderId(`v${++ids}`);
      told.push({ ...amended(venueId, next), price: ids === 2 ? dec('9') : undefined });
      venueId = next;
    }
    base = add(base, fill.amount);
    quote = add(quote, multiply(fill.amount, fill.price));
    told.push(filled(fill, { venueId }));
    if (at < fills.length - 1 || is.outcome !== 'filled') tell('partiallyFilled');
  }
  if (is.cancelAsked) {
    if (is.outcome === 'cancelled') told.push(cancelAcknowledged(is.cancelFinal, 'x1', { venueId }));
    else told.push(cancelRefused('x1', { venueId }));
  }
  if (is.outcome !== 'open') tell(is.outcome, true);
  if (is.outcome === 'expired') told.push(expired({ venueId }));
  return { local, told, fills, outcome: is.outcome, sum };
}

function termsFor({ outcome, overfill, sizedInQuote }: Traits, sum: Decimal) {
  if (outcome !== 'filled') return { amount: add(sum, dec('7')) };
  if (sizedInQuote) return { amount: dec('1e40'), sizedIn: 'quote' as const, type: 'market' as const };
  return { amount: overfill && sum.gt(dec('0.5')) ? sum.div(2) : sum };
}

/** How a history reaches us: what the stream loses, repeats and reorders, and what is polled at which moments. */
export interface Arrival {
  readonly history: History;
  readonly inputs: readonly OrderInput[];
}

/**
 * What comes of a history in an order of its own. The stream loses some; what it lost comes by polling: fills in one
 * list. With `cuts` it loses reports too, but the last news.
 */
const arrivalOf = (history: History, cuts = true): fc.Arbitrary<Arrival> =>
  fc
    .record({
      lost: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
      repeats: fc.array(fc.nat(2), { minLength: 20, maxLength: 20 }),
      places: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
      pollAges: fc.array(fc.nat(10), { minLength: 3, maxLength: 3 }),
      pollHas: fc.array(fc.nat(5), { minLength: 3, maxLength: 3 }),
    })
    .map(({ lost, repeats, places, pollAges, pollHas }) => {
      // A fill that the stream lost is in the last list; what else it lost, later news make good.
      const isLast = (at: number) => at >= history.told.length - 1;
      const canMiss = ({ _tag }: OneOrderInput) =>
        _tag === 'fill' || _tag === 'submitAcknowledged' || (cuts && _tag === 'orderReported');
      const stream = history.told.filter((input, at) => isLast(at) || !canMiss(input) || !lost[at]);
      const copies = stream.flatMap((input, at) =>
        Array.from({ length: 1 + repeats[at % 20]! }, () => input),
      );
      const polls: OneOrderInput[] =
        history.outcome === 'refused'
          ? []
          : pollHas.map((has, at) => polled(pollAges[at]!, undefined, history.fills.slice(0, has)));
      const shuffled = [...copies, ...polls]
        .map((input, at) => ({ input, place: places[at % 60]! + at * 1e-9 }))
        .sort((a, b) => a.place - b.place)
        .map(({ input }) => input);
      const last: OneOrderInput[] =
        history.outcome === 'refused' ? [] : [polled(0, history.outcome === 'open', history.fills)];
      const inputs = [...history.local, ...shuffled, ...last].map((input, at): OneOrderInput => {
        const stamped = { ...input, receivedAt: at };
        // A poll was asked for some inputs before it came; what it lacks for that is not inferred.
        if (stamped._tag === 'polled') return { ...stamped, askedAt: Math.max(0, at - input.receivedAt) };
        return stamped;
      });
      return { history, inputs };
    });

/** Arrivals of all histories. */
export const arrivals: fc.Arbitrary<Arrival> = histories.chain(arrivalOf);

/** Two arrivals of one history; with `cuts` reports are lost. */
export const pairsOfArrivals = (cuts: boolean): fc.Arbitrary<readonly [Arrival, Arrival]> =>
  histories.chain((history) => fc.tuple(arrivalOf(history, cuts), arrivalOf(history, cuts)));

/** The same of an order that was not submitted here: the venue's reports tell its terms. */
const asAdopted = (history: History): History => {
  const [submit] = history.local;
  const terms = submit?._tag === 'submitRequested' ? submit.terms : undefined;
  const told = history.told.map((input) => (input._tag === 'orderReported' ? { ...input, terms } : input));
  return { ...history, local: [], told };
};

/** Two arrivals of one history of an order that was not submitted here, with every report. */
export const pairsOfAdopted: fc.Arbitrary<readonly [Arrival, Arrival]> = histories
  .filter(({ outcome }) => outcome !== 'refused')
  .map(asAdopted)
  .chain((history) => fc.tuple(arrivalOf(history, false), arrivalOf(history, false)));

/** What law 6 compares of events: kind, trade id, amount, price and fee, after replacement of inferred ones. */
export const comparable = (events: readonly OrderEvent[]): readonly string[] =>
  events
    .filter(({ inferred }) => !inferred)
    .map((event) => {
      if (event._tag === 'anomaly') return `anomaly ${event.kind}`;
      if (event._tag !== 'filled') return event._tag;
      const { tradeId, cumulative, fillAmount, fillPrice, fillFees } = event;
      const fees = fillFees.map(({ token, amount }) => `${amount.toFixed()} ${token}`).join(' ');
      const key = tradeId ?? cumulative?.toFixed();
      return `filled ${key} ${fillAmount.toFixed()} at ${fillPrice?.toFixed()} fee ${fees}`;
    })
    .sort();

/** The final state: all but times, and the order in which fills and names came. */
export const finalState = ({ order }: Run): object => ({
  status: orderStatus(order),
  outcome: order.end?.outcome,
  venueId: venueIdOf(order),
  venueIds: [...order.venueIds].sort(),
  clientId: order.clientId,
  terms: [termsOf(order)?.amount.toFixed(), termsOf(order)?.price?.toFixed()],
  executedBase: executedBase(order).toFixed(),
  executedQuote: executedQuote(order).toFixed(),
  fees: order.fees.map(({ token, amount }) => `${amount.toFixed()} ${token}`),
  fills: order.fills
    .map(({ tradeId, cumulative, amount }) => `${tradeId ?? cumulative?.toFixed()} ${amount.toFixed()}`)
    .sort(),
  anomalies: [...order.anomalies].sort(),
  adopted: order.adopted,
  accepted: order.accepted,
});

/** What an order keeps of all news: the same for the same news, in any order. */
export const newsOf = ({ order }: Run): object => ({
  told: order.told && [order.told.base.toFixed(), order.told.quote?.toFixed()],
  newest: [order.newsBySequence, order.newsByContent].map(
    (news) =>
      news && `${news.status} ${String(news.sequence)} ${news.cumulativeBase?.toFixed()} ${news.venueTime}`,
  ),
});
