// Books of a worker thread as another thread reads them: the best levels of each in a slot, and a ring of what came.

/** Levels a side of a slot. */
export const slotLevels = 20;
/** Of a slot: the id of the last message and, for both sides, how many levels there are and each one's price and size. */
const slotNumbers = 1 + 2 * (1 + 2 * slotLevels);
/** Of an entry of the ring: which instrument, and its best bid and ask with their sizes. */
const entryNumbers = 5;
const ringEntries = 1 << 15;

/** Where in the shared counters: how many entries were written and read, and whether the reader sleeps. */
const [WRITTEN, READ, SLEEPS, FIRST_SLOT] = [0, 1, 2, 3];

/** @typedef {{ counters: SharedArrayBuffer, slots: SharedArrayBuffer, ring: SharedArrayBuffer }} Shared */
/** @typedef {import('../../../dist/index.js').ReadableBook} ReadableBook */
/** @typedef {import('../../../dist/index.js').ReadableSide} ReadableSide */
/** @typedef {{ sign: number, length: number, version: number, run: { numbersAt(version: number): Float64Array } }} InsideSide */

/** @param {number} books @returns {Shared} */
export const sharedBooks = (books) => ({
  counters: new SharedArrayBuffer(4 * (FIRST_SLOT + books)),
  slots: new SharedArrayBuffer(8 * books * slotNumbers),
  ring: new SharedArrayBuffer(8 * ringEntries * entryNumbers),
});

/** Of one thread. A slot's counter is odd while it is written: who reads looks at it before and after. */
export class BookWriter {
  /** @param {Shared} shared */
  constructor({ counters, slots, ring }) {
    this.counters = new Int32Array(counters);
    this.slots = new Float64Array(slots);
    this.ring = new Float64Array(ring);
    this.written = 0;
    this.wakes = false;
    this.wake = () => {
      this.wakes = false;
      if (Atomics.exchange(this.counters, SLEEPS, 0) === 1) Atomics.notify(this.counters, WRITTEN);
    };
  }

  /** @param {number} index @param {ReadableBook} book */
  write(index, book) {
    const { counters, ring } = this;
    const { bids, asks } = book;
    Atomics.add(counters, FIRST_SLOT + index, 1);
    const at = index * slotNumbers;
    this.slots[at] = Number(book.lastId);
    this.writeSide(at + 1, bids);
    this.writeSide(at + 2 + 2 * slotLevels, asks);
    Atomics.add(counters, FIRST_SLOT + index, 1);
    // A reader that does not keep up holds the writer up: nothing is left out.
    while (((this.written - Atomics.load(counters, READ)) | 0) >= ringEntries)
      Atomics.wait(counters, READ, (this.written - ringEntries) | 0, 1);
    const entry = (this.written & (ringEntries - 1)) * entryNumbers;
    ring[entry] = index;
    ring[entry + 1] = bids.bestPriceNumber;
    ring[entry + 2] = bids.bestSizeNumber;
    ring[entry + 3] = asks.bestPriceNumber;
    ring[entry + 4] = asks.bestSizeNumber;
    this.written = (this.written + 1) | 0;
    Atomics.store(counters, WRITTEN, this.written);
    // Waking another thread costs more than many messages: once for all that come in one turn.
    if (this.wakes || Atomics.load(counters, SLEEPS) === 0) return;
    this.wakes = true;
    setImmediate(this.wake);
  }

  /** @param {number} at @param {ReadableSide} side */
  writeSide(at, side) {
    const { slots } = this;
    // What the library would do inside: `top` makes an object of each level. Key and size, the best last; the key of an ask is negative.
    const { run, version, sign, length } = /** @type {InsideSide} */ (/** @type {unknown} */ (side));
    const numbers = run.numbersAt(version);
    const levels = Math.min(length, slotLevels);
    slots[at] = levels;
    for (let i = 0; i < levels; i++) {
      const level = 2 * (length - 1 - i);
      slots[at + 1 + 2 * i] = sign * Number(numbers[level]);
      slots[at + 2 + 2 * i] = Number(numbers[level + 1]);
    }
  }
}

/** Of one thread that has other work too. */
export class BookReader {
  /** @param {Shared} shared @param {(index: number, bid: number, bidSize: number, ask: number, askSize: number) => void} quote */
  constructor({ counters, slots, ring }, quote) {
    this.counters = new Int32Array(counters);
    this.slots = new Float64Array(slots);
    this.ring = new Float64Array(ring);
    this.quote = quote;
    this.read = 0;
  }

  /** Tells all that comes, for ever. */
  async run() {
    const { counters } = this;
    for (;;) {
      this.drain();
      Atomics.store(counters, SLEEPS, 1);
      if (Atomics.load(counters, WRITTEN) !== this.read) {
        Atomics.store(counters, SLEEPS, 0);
        continue;
      }
      const waiting = Atomics.waitAsync(counters, WRITTEN, this.read);
      if (waiting.async) await waiting.value;
    }
  }

  drain() {
    const { counters, ring } = this;
    const written = Atomics.load(counters, WRITTEN);
    while (this.read !== written) {
      const entry = (this.read & (ringEntries - 1)) * entryNumbers;
      this.quote(
        Number(ring[entry]),
        Number(ring[entry + 1]),
        Number(ring[entry + 2]),
        Number(ring[entry + 3]),
        Number(ring[entry + 4]),
      );
      this.read = (this.read + 1) | 0;
    }
    Atomics.store(counters, READ, this.read);
    Atomics.notify(counters, READ);
  }

  /** The best levels of a book, all of one moment. @param {number} index */
  book(index) {
    for (;;) {
      const before = Atomics.load(this.counters, FIRST_SLOT + index);
      const numbers = this.slots.slice(index * slotNumbers, (index + 1) * slotNumbers);
      if (before % 2 !== 0 || Atomics.load(this.counters, FIRST_SLOT + index) !== before) continue;
      return {
        lastId: Number(numbers[0]),
        bids: sideOf(numbers, 1),
        asks: sideOf(numbers, 2 + 2 * slotLevels),
      };
    }
  }
}

/** @param {Float64Array} numbers @param {number} at @returns {(readonly [number, number])[]} */
const sideOf = (numbers, at) =>
  Array.from({ length: Number(numbers[at]) }, (_, i) => [
    Number(numbers[at + 1 + 2 * i]),
    Number(numbers[at + 2 + 2 * i]),
  ]);
