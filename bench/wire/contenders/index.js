import { books, booksInPlace, connectorBooks, feedMessages, portMessages } from './orderflow.js';
import { booksOfWorkers } from './workers.js';
import { wsMessages } from './ws.js';

/**
 * Where the exchange is, with the receiver's own path, and which books are wanted.
 * @typedef {{ rest: string, stream: string, symbols: string[] }} Given
 */
/**
 * What a contender is to call once a message: with the best bid and ask that it has read, or with nothing where it has no books.
 * @typedef {object} Heard
 * @property {() => void} message
 * @property {(bid: number, bidSize: number, ask: number, askSize: number, lane?: number) => void} quote
 */
/**
 * `sums`: what each whole book comes to; `topSums`: what its best levels come to. `lanes`: which symbols come over a connection of
 * their own, where there are several.
 * @typedef {{ ready: Promise<unknown>, sums?: () => number[], topSums?: () => number[], lanes?: string[][] }} Receiving
 */
/**
 * Each is what the one before it does and something more, but for JSON.parse, which stands beside the others, and books in
 * place, which take the place of the books of `market data`.
 * @typedef {object} WireContender
 * @property {string} name
 * @property {boolean} hasBooks
 * @property {boolean} latency whether its latency is measured
 * @property {(given: Given, heard: Heard) => Receiving | Promise<Receiving>} create
 */

/** @type {WireContender[]} */
export const contenders = [
  { name: 'ws', hasBooks: false, latency: true, create: wsMessages('bytes') },
  { name: 'ws-text', hasBooks: false, latency: false, create: wsMessages('text') },
  { name: 'ws-json', hasBooks: false, latency: false, create: wsMessages('json') },
  { name: 'socket-port', hasBooks: false, latency: false, create: portMessages },
  { name: 'market-feed', hasBooks: false, latency: false, create: feedMessages },
  { name: 'market-data', hasBooks: true, latency: false, create: books },
  { name: 'connector', hasBooks: true, latency: true, create: connectorBooks },
  { name: 'in-place', hasBooks: true, latency: false, create: booksInPlace },
];

/** One thread and several, for the same subscriber. @type {WireContender[]} */
export const workerContenders = [
  { name: 'one-thread', hasBooks: true, latency: true, create: booksInPlace },
  { name: 'workers-1', hasBooks: true, latency: true, create: booksOfWorkers(1) },
  { name: 'workers-2', hasBooks: true, latency: true, create: booksOfWorkers(2) },
];
