/** A level as read: price and size. @typedef {readonly [number, number]} Level */
/** @typedef {import('../traffic/instruments.js').Instrument} Instrument */

/**
 * The books of one contender, one for each instrument.
 * @typedef {object} Books
 * @property {(symbol: string, text: string) => void} snapshot takes the text of a REST depth answer; not timed
 * @property {(text: string) => void} onFrame takes the text of a combined-stream depth frame, synchronously; timed
 * @property {(into: Float64Array, at: number) => void} readBest writes price and size of the best bid, then of the best ask, of the
 *   book that the last frame led to; timed, after each frame
 * @property {(n: number) => { bids: readonly Level[], asks: readonly Level[] }} top best first, of that book; timed, every 100
 *   frames
 * @property {() => unknown} [version] that book, if it is a value that later frames leave as it is
 * @property {() => void} [close] releases what `create` took
 */

/**
 * @typedef {object} Contender
 * @property {boolean} hasBooks false for the yardstick: only `onFrame` is called, and only `create` and it are needed
 * @property {(instruments: readonly Instrument[], levels: number) => Books} create
 */

/**
 * All contenders, the yardstick first. A module is loaded only when its contender runs; one whose export is undefined
 * is reported as missing. `fullOnly` ones run with --full or when they are named.
 * @type {readonly { name: string, fullOnly?: true, load: () => Promise<Contender | undefined> }[]}
 */
export const contenders = [
  { name: 'JSON.parse', load: async () => (await import('./jsonParse.js')).jsonParse },
  { name: 'orderflow', load: async () => (await import('./orderflow.js')).orderflow },
  {
    name: 'orderflow-in-place',
    fullOnly: true,
    load: async () => (await import('./orderflow.js')).orderflowInPlace,
  },
  { name: 'orderflow-json', load: async () => (await import('./orderflow.js')).orderflowJson },
  { name: 'ccxt', load: async () => (await import('./ccxt.js')).ccxtHandler },
  { name: 'ccxt-socket', fullOnly: true, load: async () => (await import('./ccxt.js')).ccxtSocket },
  { name: 'tardis-dev', load: async () => (await import('./tardis.js')).tardis },
];
