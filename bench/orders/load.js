import { Decimal } from 'decimal.js';

import { clientOrderId, orderId, tradeId, venueName, venueSymbol } from '../../dist/index.js';
import { instruments } from '../traffic/instruments.js';
import { mulberry32 } from '../traffic/mulberry32.js';

/** @typedef {import('../../dist/index.js').OneOrderInput} OneOrderInput */
/** @typedef {import('../../dist/index.js').Fill} Fill */
/** @typedef {import('../../dist/index.js').OrderTerms} OrderTerms */

/**
 * What a right tracker shows of an order: amounts as plain text, without zeros at their end.
 * @typedef {{ status: string, base: string, quote: string, fee: string }} Shown
 */

/**
 * One order on its way. Whole numbers: prices in 1e-2, amounts in 1e-5, so that quote amounts are in 1e-7 and their fees,
 * a thousandth, in 1e-10.
 * @typedef {object} Life
 * @property {number} number
 * @property {import('../../dist/index.js').VenueSymbol} symbol
 * @property {import('../../dist/index.js').ClientOrderId} clientId
 * @property {import('../../dist/index.js').OrderId} venueId
 * @property {OrderTerms} terms
 * @property {number} price
 * @property {readonly number[]} parts amounts of its fills
 * @property {number} step how many inputs it has had
 * @property {number} base filled so far
 * @property {number} quote
 */

/** submitRequested, submitAcknowledged, three fills, and the report that it is filled. */
export const inputsPerOrder = 6;
const fillsPerOrder = 3;

const venue = venueName('binance');
const markets = instruments(10).map(({ symbol, base, quote }) => ({
  symbol: venueSymbol(symbol),
  base,
  quote,
}));
export const symbols = markets.map(({ symbol }) => symbol);
const start = 1_700_000_000_000;

/**
 * Orders on their way, so many open at once: each input is of one of them, by chance, but that the report that an order
 * is filled follows its last fill at once, as venues send it. Another seed gives other orders and another sequence.
 */
export class Load {
  /** @param {{ orders: number, open: number, seed: number }} options */
  constructor({ orders, open, seed }) {
    this.orders = orders;
    this.random = mulberry32(seed);
    /** @type {(Life | undefined)[]} */ this.open = Array.from({ length: open });
    this.begun = 0;
    this.taken = 0;
    /** @type {Life | undefined} the order whose last fill has just come */ this.filled = undefined;
  }

  /** The next inputs, so many at most, none at the end, and the order of each. @param {number} count */
  next(count) {
    /** @type {OneOrderInput[]} */ const inputs = [];
    /** @type {Life[]} */ const lives = [];
    const all = this.orders * inputsPerOrder;
    while (inputs.length < count && this.taken < all) {
      const life = this.choose();
      inputs.push(this.step(life));
      lives.push(life);
    }
    return { inputs, lives };
  }

  /** @returns {Life} */
  choose() {
    const { filled } = this;
    this.filled = undefined;
    if (filled !== undefined) return filled;
    for (;;) {
      const at = Math.floor(this.random() * this.open.length);
      const life = this.open[at];
      if (life !== undefined && life.step < inputsPerOrder) return life;
      if (this.begun < this.orders) return (this.open[at] = this.begin());
      // At the end there are fewer and fewer.
      const last = this.open.pop();
      if (at < this.open.length) this.open[at] = last;
    }
  }

  /** @returns {Life} */
  begin() {
    const number = ++this.begun;
    const market = markets[Math.floor(this.random() * markets.length)];
    if (market === undefined) throw new Error('there is no such market');
    const parts = Array.from({ length: fillsPerOrder }, () => 1 + Math.floor(this.random() * 1e6));
    const price = 2_000_000 + Math.floor(this.random() * 1e6);
    /** @type {OrderTerms} */
    const terms = {
      side: this.random() < 0.5 ? 'buy' : 'sell',
      type: 'limit',
      amount: decimal(
        parts.reduce((sum, part) => sum + part),
        5,
      ),
      sizedIn: 'base',
      price: decimal(price, 2),
      base: market.base,
      quote: market.quote,
    };
    return {
      number,
      symbol: market.symbol,
      clientId: clientOrderId(`bench-${String(number).padStart(12, '0')}`),
      venueId: orderId(String(7_000_000_000 + 17 * number)),
      terms,
      price,
      parts,
      step: 0,
      base: 0,
      quote: 0,
    };
  }

  /** @param {Life} life @returns {OneOrderInput} */
  step(life) {
    // Ten inputs a millisecond.
    const receivedAt = start + Math.floor(++this.taken / 10);
    const venueTime = receivedAt - 3;
    const { symbol, clientId, venueId, terms } = life;
    const told = { venue, symbol, clientId, venueId, venueTime, receivedAt };
    switch (life.step++) {
      case 0: {
        const ours = { ...told, venueId: undefined, venueTime: undefined };
        return { _tag: 'submitRequested', ...ours, terms, validUntil: receivedAt + 5000 };
      }
      case 1:
        return { _tag: 'submitAcknowledged', ...told };
      case inputsPerOrder - 1:
        return {
          _tag: 'orderReported',
          ...told,
          status: 'filled',
          cumulativeBase: decimal(life.base, 5),
          cumulativeQuote: decimal(life.quote, 7),
          sequence: undefined,
          terms: undefined,
          reason: undefined,
        };
      default:
        if (life.step === inputsPerOrder - 1) this.filled = life;
        return { _tag: 'fill', ...told, fill: nextFill(life, venueTime, receivedAt), side: terms.side };
    }
  }
}

/** @param {Life} life @param {number} venueTime @param {number} receivedAt @returns {Fill} */
function nextFill(life, venueTime, receivedAt) {
  const ordinal = life.step - 3;
  const part = Number(life.parts[ordinal]);
  life.base += part;
  life.quote += part * life.price;
  return {
    tradeId: tradeId(String(fillsPerOrder * life.number + ordinal)),
    cumulative: decimal(life.base, 5),
    amount: decimal(part, 5),
    price: decimal(life.price, 2),
    fees: [{ token: String(life.terms.quote), amount: decimal(part * life.price, 10) }],
    liquidity: 'maker',
    venueTime,
    receivedAt,
  };
}

/** What is to be seen of an order now. @param {Life} life @returns {Shown} */
export function shownOf({ step, base, quote }) {
  const names = ['pendingCreate', 'open', 'partiallyFilled', 'partiallyFilled', 'filled', 'filled'];
  return {
    status: String(names[step - 1]),
    base: text(base, 5).replace(/\.?0+$/, ''),
    quote: text(quote, 7).replace(/\.?0+$/, ''),
    fee: text(quote, 10).replace(/\.?0+$/, ''),
  };
}

/** @param {number} units @param {number} places */
const decimal = (units, places) => new Decimal(text(units, places));

/** So many units of 10 to the power of -`places`. @param {number} units @param {number} places */
function text(units, places) {
  const digits = String(units).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
