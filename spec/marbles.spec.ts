import { readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';
import type { OperatorFunction } from 'rxjs';

import type * as backpressure from '../src/backpressure/index.js';
import type * as book from '../src/book/index.js';
import type * as connector from '../src/connector/index.js';
import type * as money from '../src/money/index.js';
import type * as orders from '../src/orders/index.js';
import type * as sequence from '../src/sequence/index.js';
import type * as faults from '../src/testing/faults/index.js';
import type * as trades from '../src/trades/index.js';
import { bookMarbles, describeMarbles, marketOperators, parseMarbles } from '../src/testing/index.js';

/** The names of a module's exports that make operators. */
type OperatorsOf<M> = {
  [K in keyof M]: M[K] extends (...args: never[]) => OperatorFunction<never, unknown> ? K : never;
}[keyof M];

/** All of them, except `decodeFrames` and `subscriptionPlans`, which are a venue's and drawn with it, or the compiler complains. */
const operators: {
  readonly sequence: Readonly<Record<OperatorsOf<typeof sequence>, true>>;
  readonly book: Readonly<Record<OperatorsOf<typeof book>, true>>;
  readonly connector: Readonly<
    Record<Exclude<OperatorsOf<typeof connector>, 'decodeFrames' | 'subscriptionPlans'>, true>
  >;
  readonly orders: Readonly<Record<OperatorsOf<typeof orders>, true>>;
  readonly faults: Readonly<Record<OperatorsOf<typeof faults>, true>>;
  readonly trades: Readonly<Record<OperatorsOf<typeof trades>, true>>;
  readonly money: Readonly<Record<OperatorsOf<typeof money>, true>>;
  readonly backpressure: Readonly<Record<OperatorsOf<typeof backpressure>, true>>;
} = {
  sequence: {
    contiguous: true,
    increasing: true,
    linked: true,
    perConnection: true,
    periodicSnapshots: true,
    resync: true,
    sequenceBy: true,
    snapshotOnly: true,
    stampedLocally: true,
  },
  book: {
    bestQuotes: true,
    bookChanges: true,
    buildBook: true,
    consolidatedQuotes: true,
    depths: true,
    imbalances: true,
    liveBooks: true,
    markStale: true,
    midPrices: true,
    perInstrument: true,
    rejectCrossed: true,
    routeByInstrument: true,
    spreads: true,
    statusChanges: true,
    verifyChecksum: true,
  },
  connector: {
    clockOffset: true,
    listingChanges: true,
    marketMessages: true,
    orderBooks: true,
    orderBooksInPlace: true,
  },
  orders: {
    eventsOfKind: true,
    eventsOfOrder: true,
    openOrders: true,
    orderEvents: true,
    ordersInDoubt: true,
    orderStatusChanges: true,
    replayOrders: true,
    trackOrders: true,
    unknownOrders: true,
    venueIdWithin: true,
    withAges: true,
    trackTransactions: true,
  },
  faults: {
    corruptSome: true,
    cutSome: true,
    delaySome: true,
    dropSome: true,
    duplicateSome: true,
    reorderSome: true,
    stallSome: true,
  },
  trades: {
    candles: true,
  },
  money: {
    balances: true,
  },
  backpressure: {
    boundedBuffer: true,
    conflate: true,
  },
};

describe('marbles', () => {
  it('stand in the folders of the operators; those of the runner and of the venues have specs of their own', () => {
    expect(readdirSync('marbles').sort()).to.deep.equal(
      [...Object.keys(operators), 'exchanges', 'testing'].sort(),
    );
  });

  for (const [folder, names] of Object.entries(operators)) {
    it(`show every operator of ${folder} and nothing else`, () => {
      expect(readdirSync(`marbles/${folder}`).sort()).to.deep.equal(Object.keys(names).sort());
      expect(marketOperators).to.include.keys(Object.keys(names));
    });

    for (const name of Object.keys(names)) {
      it(`show ${name} in marbles/${folder}/${name}, each with a title`, () => {
        const files = readdirSync(`marbles/${folder}/${name}`).map(
          (file) => `marbles/${folder}/${name}/${file}`,
        );
        expect(files).not.to.be.empty;
        for (const file of files) {
          const { operator, title } = parseMarbles(readFileSync(file, 'utf8'), file);
          expect(operator.name, file).to.equal(name);
          expect(title, file).to.match(/\.$/);
        }
      });
    }
  }
});

for (const folder of Object.keys(operators)) {
  describeMarbles(`marbles/${folder}`, marketOperators, bookMarbles);
}
