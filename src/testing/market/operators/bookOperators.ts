import { Decimal } from 'decimal.js';
import * as t from 'io-ts';
import type { Observable } from 'rxjs';

import {
  bestQuotes,
  bookChanges,
  buildBook,
  consolidatedQuotes,
  depths,
  imbalances,
  liveBooks,
  markStale,
  midPrices,
  perInstrument,
  rejectCrossed,
  routeByInstrument,
  spreads,
  statusChanges,
  verifyChecksum,
  type OrderBook,
} from '../../../book/index.js';
import type { Instrument } from '../../../domain/ids.js';
import { closed } from '../closed.js';
import { marketOperator, type OperatorTable } from '../marketOperator.js';
import { pipelineOf, pipelineSteps } from '../pipelineOf.js';
import { count, milliseconds } from '../scalars.js';
import { BOOKS, EVENTS, FEED, STATES, STATES_OF_INSTRUMENTS, VALUES_OF_INSTRUMENTS } from './sources.js';

const checksumOptions = {
  options: closed({}, { onMismatch: t.keyof({ invalidate: null, report: null }) }),
};

const instrumentOf = t.record(t.string, t.string, 'table of instruments by symbol');

/** The checksum of marble files: price times size, summed over all levels. */
export const sumOfLevels = ({ bids, asks }: OrderBook): number =>
  [...bids, ...asks].reduce((sum, { price, size }) => sum.plus(price.times(size)), new Decimal(0)).toNumber();

/** Those of `book`; `all` gives the operators that a pipeline may name. */
export const bookOperators = (all: () => OperatorTable) =>
  ({
    buildBook: marketOperator({ source: EVENTS, make: () => buildBook() }),
    verifyChecksum: marketOperator({
      source: STATES,
      optional: checksumOptions,
      make: ({ options }) => verifyChecksum(sumOfLevels, options),
    }),
    rejectCrossed: marketOperator({ source: STATES, make: () => rejectCrossed() }),
    markStale: marketOperator({
      source: STATES,
      required: { afterMs: milliseconds },
      make: ({ afterMs }) => markStale(afterMs),
    }),
    liveBooks: marketOperator({ source: STATES, make: () => liveBooks() }),
    statusChanges: marketOperator({ source: STATES, make: () => statusChanges() }),
    bestQuotes: marketOperator({ source: BOOKS, make: () => bestQuotes() }),
    midPrices: marketOperator({ source: BOOKS, make: () => midPrices() }),
    spreads: marketOperator({ source: BOOKS, make: () => spreads() }),
    depths: marketOperator({
      source: BOOKS,
      required: { levels: count },
      make: ({ levels }) => depths(levels),
    }),
    imbalances: marketOperator({
      source: BOOKS,
      required: { levels: count },
      make: ({ levels }) => imbalances(levels),
    }),
    bookChanges: marketOperator({ source: BOOKS, make: () => bookChanges() }),
    routeByInstrument: marketOperator({
      source: FEED,
      required: { pipeline: pipelineSteps },
      make: ({ pipeline }) => {
        const build = pipelineOf(pipeline, all());
        return (source, context) =>
          source.pipe(routeByInstrument(() => (messages$) => build(messages$, context)));
      },
    }),
    perInstrument: marketOperator({
      source: VALUES_OF_INSTRUMENTS,
      required: { pipeline: pipelineSteps },
      make: ({ pipeline }) => {
        const build = pipelineOf(pipeline, all());
        return (source, context) =>
          source.pipe(perInstrument(() => (values$: Observable<unknown>) => build(values$, context)));
      },
    }),
    consolidatedQuotes: marketOperator({
      source: STATES_OF_INSTRUMENTS,
      required: { options: closed({ instrumentOf }, {}) },
      make: ({ options: { instrumentOf: names } }) =>
        consolidatedQuotes({
          instrumentOf: ({ symbol }) =>
            Object.hasOwn(names, symbol) ? (names[symbol] as Instrument) : undefined,
        }),
    }),
  }) satisfies OperatorTable;
