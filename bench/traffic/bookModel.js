import { amendRank, insertOrDeleteRank, kindShares } from './distribution.js';

/** @typedef {import('./distribution.js').Random} Random */
/** @typedef {import('./instruments.js').Instrument} Instrument */
/** A price and a size, both in 1e-8; size 0 deletes. @typedef {readonly [number, number]} Row */

/** One side of a generated book. Levels lie worst first, so that a change near the best one is cheap. */
export class SideModel {
  /** @param {1 | -1} sign 1 for asks, -1 for bids @param {Instrument} instrument @param {number} levels @param {Random} random */
  constructor(sign, instrument, levels, random) {
    this.sign = sign;
    this.instrument = instrument;
    this.target = levels;
    this.random = random;
    /** @type {number[]} */ this.prices = [];
    /** @type {number[]} */ this.sizes = [];
    let price = instrument.price + sign * instrument.tick;
    for (let i = 0; i < levels; i++) {
      this.prices.push(price);
      this.sizes.push(this.newSize());
      price += sign * instrument.tick * (random() < 0.6 ? 1 : 2 + Math.floor(random() * 6));
    }
    this.prices.reverse();
    this.sizes.reverse();
  }

  get best() {
    return /** @type {number} */ (this.prices[this.prices.length - 1]);
  }

  /** The `n` best rows, best first. @param {number} n @returns {Row[]} */
  top(n) {
    const last = this.prices.length - 1;
    return Array.from({ length: Math.min(n, last + 1) }, (_, i) => this.rowAt(last - i));
  }

  /** @param {number} index @returns {Row} */
  rowAt(index) {
    return [/** @type {number} */ (this.prices[index]), /** @type {number} */ (this.sizes[index])];
  }

  /** Makes one change that the book stays uncrossed with, applies it and tells it. @param {number} bestOther @returns {Row} */
  change(bestOther) {
    const pick = this.random();
    if (pick < kindShares.insertOrDelete) return this.insertOrDelete(bestOther);
    if (pick < kindShares.insertOrDelete + kindShares.deleteMissing) return this.deleteMissing(bestOther);
    const index = this.indexOf(amendRank(this.random));
    this.sizes[index] = this.newSize();
    return this.rowAt(index);
  }

  /** @param {number} bestOther @returns {Row} */
  insertOrDelete(bestOther) {
    const { prices, sizes } = this;
    const depth = prices.length;
    const grow = depth < this.target || (depth === this.target && this.random() < 0.5);
    const index = this.indexOf(insertOrDeleteRank(this.random));
    if (!grow) {
      const price = /** @type {number} */ (prices[index]);
      prices.splice(index, 1);
      sizes.splice(index, 1);
      return [price, 0];
    }
    const worse = this.freeGap(index, bestOther);
    const price = this.freePrice(this.priceBefore(worse, bestOther), this.priceAt(worse));
    prices.splice(worse + 1, 0, price);
    sizes.splice(worse + 1, 0, this.newSize());
    return this.rowAt(worse + 1);
  }

  /**
   * The index of a level with a free tick before it: the given one, else the next better, else the next worse one.
   * Looking towards the better ones first keeps the spread from growing.
   * @param {number} index @param {number} bestOther
   */
  freeGap(index, bestOther) {
    for (let i = index; i < this.prices.length; i++) if (this.ticksBefore(i, bestOther) > 1) return i;
    for (let i = index - 1; i >= 0; i--) if (this.ticksBefore(i, bestOther) > 1) return i;
    return -1;
  }

  /** The price of a level; beyond the worst one, where one could be. @param {number} index */
  priceAt(index) {
    const { prices, sign, instrument } = this;
    return index < 0
      ? /** @type {number} */ (prices[0]) + 6 * sign * instrument.tick
      : /** @type {number} */ (prices[index]);
  }

  /** The price of the next better level, of the other side's best one for the best. @param {number} index @param {number} bestOther */
  priceBefore(index, bestOther) {
    return index === this.prices.length - 1 ? bestOther : this.priceAt(index + 1);
  }

  /** @param {number} index @param {number} bestOther */
  ticksBefore(index, bestOther) {
    return (this.sign * (this.priceAt(index) - this.priceBefore(index, bestOther))) / this.instrument.tick;
  }

  /** The recordings hold some, mostly next to the best price. @param {number} bestOther @returns {Row} */
  deleteMissing(bestOther) {
    const worse = this.freeGap(this.indexOf(insertOrDeleteRank(this.random)), bestOther);
    return [this.freePrice(this.priceBefore(worse, bestOther), this.priceAt(worse)), 0];
  }

  /** A price between two that are at least two ticks apart, at most 5 ticks from the worse one. @param {number} better @param {number} worse */
  freePrice(better, worse) {
    const { sign, instrument, random } = this;
    const free = Math.round((sign * (worse - better)) / instrument.tick) - 1;
    return worse - sign * instrument.tick * (1 + Math.floor(random() * Math.min(free, 5)));
  }

  /** @param {number} rank */
  indexOf(rank) {
    return Math.max(0, this.prices.length - 1 - rank);
  }

  /** Small sizes are the most frequent: the logarithm is uniform. */
  newSize() {
    return this.instrument.lot * Math.ceil(Math.exp(this.random() * Math.log(this.instrument.maxLots)));
  }
}

/** A generated book: it changes as real ones do, keeps about its depth and never crosses. */
export class BookModel {
  /** @param {Instrument} instrument @param {number} levels @param {Random} random */
  constructor(instrument, levels, random) {
    this.instrument = instrument;
    this.random = random;
    this.bids = new SideModel(-1, instrument, levels, random);
    this.asks = new SideModel(1, instrument, levels, random);
    this.lastUpdateId = 50_000_000_000 + Math.floor(random() * 1_000_000_000);
  }

  /** Changes the book by one message. Rows of a side are ordered from best to worst, as the venue's are. @param {number} count */
  message(count) {
    /** @type {Map<number, Row>} */ const bids = new Map();
    /** @type {Map<number, Row>} */ const asks = new Map();
    for (let i = 0; i < count; i++) {
      // A price comes once a message: of two changes to it the later one is sent.
      if (this.random() < 0.5) set(bids, this.bids.change(this.asks.best));
      else set(asks, this.asks.change(this.bids.best));
    }
    const first = this.lastUpdateId + 1;
    this.lastUpdateId += count + Math.floor(this.random() * count);
    return {
      first,
      last: this.lastUpdateId,
      bids: [...bids.values()].sort((a, b) => b[0] - a[0]),
      asks: [...asks.values()].sort((a, b) => a[0] - b[0]),
    };
  }
}

/** @param {Map<number, Row>} rows @param {Row} row */
function set(rows, row) {
  rows.set(row[0], row);
}
