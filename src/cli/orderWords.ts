import type { Decimal } from 'decimal.js';

import { subtract } from '../domain/exact.js';
import {
  averagePrice,
  executedBase,
  executedQuote,
  termsOf,
  wants,
  type Fill,
  type Order,
  type OrderQuestion,
  type OrderTerms,
} from '../orders/index.js';
import { lacksFills } from '../orders/orderQueries.js';
import type { TokenAmount } from '../domain/fee.js';

/** The times that a date can be of, in milliseconds since 1970. */
const LAST_TIME = 8.64e15;

/** A time in milliseconds since 1970 for people: UTC. */
export const timeText = (ms: number): string =>
  Math.abs(ms) <= LAST_TIME ? new Date(ms).toISOString() : `${ms} ms since 1970`;

/** A text, with what stands before it; empty where there is none. */
export const after = (before: string, text: string | undefined): string =>
  text === undefined || text === '' ? '' : `${before}${text}`;

/** `buy limit 100 XRP at 0.0016 ETH`. */
export function termsText({ side, type, amount, sizedIn, price, base, quote }: OrderTerms): string {
  const currency = sizedIn === 'base' ? base : (quote ?? 'in quote');
  const limit = price === undefined ? '' : ` at ${price.toFixed()}${after(' ', quote)}`;
  return `${side} ${type} ${amount.toFixed()}${after(' ', currency)}${limit}`;
}

export const feesText = (fees: readonly TokenAmount[]): string =>
  fees.map(({ token, amount }) => `${amount.toFixed()} ${token}`).join(', ');

/** `trade t1: 40 at 10, fee 0.1 USD, taker`; `fill up to 40: ...` where the trade has no id. */
export function fillText({ tradeId, cumulative, amount, price, fees, liquidity }: Fill): string {
  const name = tradeId === undefined ? `fill up to ${cumulative.toFixed()}` : `trade ${tradeId}`;
  return `${name}: ${amount.toFixed()} at ${price.toFixed()}${after(', fee ', feesText(fees))}${after(', ', liquidity)}`;
}

/** How many digits of a quotient people are shown. */
const SHOWN_DIGITS = 12;

/** `~33.3333333333` where a quotient has more digits than are shown; empty where there is none. */
export function quotientText(value: Decimal | undefined): string {
  if (value === undefined) return '';
  const shown = value.toSignificantDigits(SHOWN_DIGITS);
  return `${shown.eq(value) ? '' : '~'}${shown.toFixed()}`;
}

/** `40 of 100 at 10`. */
export function executedText(order: Order): string {
  const terms = termsOf(order);
  const base = executedBase(order).toFixed();
  if (terms?.sizedIn === 'quote')
    return `${base} for ${executedQuote(order).toFixed()} of ${terms.amount.toFixed()}${after(' ', terms.quote)}`;
  return `${base}${after(' of ', terms?.amount.toFixed())}${after(' at ', quotientText(averagePrice(order)))}`;
}

/** What is asked of the venue and not answered, and what the venue told and nothing has proved: a phrase each. */
export const openEnds = (order: Order): readonly string[] => [
  ...submitEnds(order),
  ...cancelEnds(order),
  ...toldEnds(order),
  ...absenceEnds(order),
];

function submitEnds({ submit, accepted, end }: Order): readonly string[] {
  if (submit === undefined || accepted || end !== undefined) return [];
  return submit.answer === 'awaited'
    ? [`the submit awaits its answer until ${timeText(submit.validUntil)}`]
    : ['the submit has got no answer'];
}

const CANCEL_ENDS = {
  awaited: 'awaits its answer',
  acknowledged: 'is acknowledged, and the end is not told yet',
  refused: 'was refused',
  lost: 'has got no answer',
} as const;

const cancelEnds = ({ cancel }: Order): readonly string[] =>
  cancel === undefined ? [] : [`cancel ${cancel.request} ${CANCEL_ENDS[cancel.answer]}`];

function toldEnds(order: Order): readonly string[] {
  const { saidFilled, end, told, inferred, filledBase } = order;
  const ends: string[] = [];
  if (saidFilled && end === undefined) ends.push('the venue says filled, which the fills do not prove yet');
  if (told !== undefined && lacksFills(order)) {
    const lacking = subtract(told.base, executedBase(order));
    ends.push(
      `the venue told of ${told.base.toFixed()} executed, fills for ${lacking.toFixed()} are missing`,
    );
  }
  if (inferred?.base.gt(filledBase) === true)
    ends.push(`${subtract(inferred.base, filledBase).toFixed()} of it is inferred`);
  return ends;
}

function absenceEnds({ absence, end }: Order): readonly string[] {
  if (end !== undefined) return end.byAbsence ? ['the end is concluded from its absence'] : [];
  const { notFoundAt, notOpenAt } = absence;
  return [
    ...(notFoundAt.length === 0
      ? []
      : [`the venue did not find it${notFoundAt.length > 1 ? ', twice' : ''}`]),
    ...(notOpenAt === undefined ? [] : ['it is not in the list of open orders']),
  ];
}

const QUESTIONS: Readonly<Record<OrderQuestion['_tag'], string>> = {
  lookUp: 'the order itself',
  openOrders: 'the list of open orders',
  fills: 'all fills of the order',
};

const REASONS: Readonly<Record<OrderQuestion['because'], string>> = {
  answerLost: 'the submit was not answered',
  unheardOf: 'nothing shows that the venue has it',
  notFound: 'it was not found, which is no proof yet',
  notOpen: 'the list of open orders lacks it, which is no proof yet',
  idUnknown: 'what the venue calls it is not known',
  cancelUnanswered: 'what became of a cancel is not told',
  cancelRefused: 'a cancel was refused, most often because the order is over',
  termsUnknown: 'what was ordered is not known',
  fillsMissing: 'more is told to be executed than its fills show',
};

/** What is to be asked of the venue at `now`, with the reason: a phrase each. */
export const questionTexts = (order: Order, now: number): readonly string[] =>
  wants(order, now).map(({ _tag, because }) => `${QUESTIONS[_tag]}: ${REASONS[because]}`);

/** Plain text of a decimal; empty where there is none. */
export const decimalText = (value: Decimal | undefined): string => value?.toFixed() ?? '';
