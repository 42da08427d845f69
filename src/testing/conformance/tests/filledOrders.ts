import type { Liquidity } from '../../../domain/fee.js';
import type { ClientOrderId } from '../../../domain/ids.js';
import type { Side } from '../../../domain/origin.js';
import { multiply } from '../../../domain/exact.js';
import { executedBase } from '../../../orders/index.js';
import type { ConformanceCase, ConformanceGroup } from '../connectorTest.js';
import { demand, demandEqual } from '../demand.js';
import { demandFilledTwice, demandFillsRecorded } from './demandFills.js';

const OPPOSITE: Readonly<Record<Side, Side>> = { buy: 'sell', sell: 'buy' };

/** So many ticks from the usual price, to the worse for whoever is on this side. */
const worse = (side: Side, ticks: number): number => (side === 'buy' ? ticks : -ticks);

const takingTest = (side: Side): ConformanceCase => ({
  title: `limit ${side}: takes what rests, at its price; created, a filled for each trade, completed`,
  run: async (stage) => {
    await stage.otherPlaces(OPPOSITE[side], 1, 0);
    await stage.otherPlaces(OPPOSITE[side], 1, worse(side, 1));
    await stage.start();
    const id = stage.place(side, stage.limit(2, worse(side, 1)));
    await demandFilledTwice(stage, id, 'taker');
  },
});

const makingTest = (side: Side): ConformanceCase => ({
  title: `limit ${side}: rests, is filled in part, then all of it`,
  run: async (stage) => {
    await stage.start();
    const id = await stage.open(side, 3, 0);
    demandEqual(stage.status(id), 'open', 'the status of the order');
    await stage.otherPlaces(OPPOSITE[side], 1, 0);
    await stage.told(id, ['created', 'filled']);
    demandEqual(stage.status(id), 'partiallyFilled', 'the status of the order');
    demandEqual(executedBase(stage.order(id)), stage.amount(1), 'what is filled');
    await stage.otherPlaces(OPPOSITE[side], 2, 0);
    await demandFilledTwice(stage, id, 'maker');
  },
});

const marketTest = (side: Side): ConformanceCase => ({
  title: `market ${side}: takes what rests; created, a filled for each trade, completed`,
  needs: ['market'],
  run: async (stage) => {
    await stage.otherPlaces(OPPOSITE[side], 1, 0);
    await stage.otherPlaces(OPPOSITE[side], 2, worse(side, 2));
    await stage.start();
    const id = stage.place(side, { orderType: 'market', amount: stage.amount(2) });
    await demandFilledTwice(stage, id, 'taker');
  },
});

const feeTest = (side: Side, liquidity: Liquidity): ConformanceCase => ({
  title: `fee of a ${liquidity} who ${side}s: as the exchange takes it`,
  run: async (stage) => {
    await stage.start();
    const { connector, instrument } = stage;
    const wish = stage.limit(2, 0);
    let id: ClientOrderId;
    if (liquidity === 'taker') {
      await stage.otherPlaces(OPPOSITE[side], 2, 0);
      id = stage.place(side, wish);
    } else {
      id = await stage.open(side, 2, 0);
      await stage.otherPlaces(OPPOSITE[side], 2, 0);
    }
    await stage.told(id, ['created', 'filled', 'completed']);
    const [fill] = await stage.ledgerFills(id);
    // The account's own fees may be asked for when its first order is placed.
    await stage.eventually(() => {
      const expected = connector.fee(instrument.name, { ...wish, side }, liquidity);
      demandEqual(
        expected?.map(({ token, amount }) => [token, amount]),
        fill?.fee === undefined ? [] : [[fill.fee.token, fill.fee.amount]],
        'the fee',
      );
    });
    demandEqual(
      stage.events(id).at(-1)?.fees,
      fill?.fee === undefined ? [] : [fill.fee],
      'the fees that are told',
    );
  },
});

const makerRejectionTest = (side: Side): ConformanceCase => ({
  title: `post-only ${side} that would take: never filled; failed, or at its end at once`,
  needs: ['limitMaker'],
  run: async (stage) => {
    await stage.otherPlaces(OPPOSITE[side], 1, 0);
    await stage.start();
    const id = stage.place(side, { ...stage.limit(1, 0), orderType: 'limitMaker' });
    await stage.eventually(() => {
      const kinds = stage.kinds(id);
      const end = kinds.at(-1) ?? 'nothing';
      demand(['failed', 'cancelled', 'expired'].includes(end), `the last event is ${end}`);
      demandEqual(kinds.slice(0, -1), end === 'failed' ? [] : ['created'], 'the events before it');
    });
    demandEqual(await stage.exchange.ledger.fills(), [], 'fills');
  },
});

/** Orders that are taken, rest, and are filled. */
export const filledOrders: ConformanceGroup['cases'] = ({ rule }) => [
  feeTest('buy', 'maker'),
  feeTest('buy', 'taker'),
  feeTest('sell', 'maker'),
  feeTest('sell', 'taker'),
  {
    title: "gives an order's id at once, and tracks it before it is sent",
    run: async (stage) => {
      await stage.start();
      const id = stage.buy(1, -1);
      demandEqual(stage.status(id), 'pendingCreate', 'the status of the order');
      demandEqual(
        stage.connector.openOrders().map(({ clientId }) => clientId),
        [id],
        'open orders',
      );
      demandEqual(stage.kinds(id), [], 'events before the venue has answered');
      await stage.told(id, ['created']);
    },
  },
  takingTest('buy'),
  takingTest('sell'),
  makingTest('buy'),
  makingTest('sell'),
  marketTest('buy'),
  marketTest('sell'),
  {
    title: 'market buy for an amount of quote currency: spends no more than that',
    needs: ['market'],
    lack:
      rule.sizedIn?.buy.includes('quote') === false
        ? 'the venue takes none that are sized in quote currency'
        : undefined,
    run: async (stage) => {
      await stage.otherPlaces('sell', 5, 0);
      await stage.start();
      const spent = multiply(stage.amount(2), stage.price(0));
      const id = stage.place('buy', { orderType: 'market', amount: spent, sizedIn: 'quote' });
      await stage.told(id, ['created', 'filled', 'completed']);
      await demandFillsRecorded(stage, id);
      demandEqual(stage.events(id).at(-1)?.executedQuote, spent, 'what was spent');
    },
  },
  makerRejectionTest('buy'),
  makerRejectionTest('sell'),
  {
    title: 'post-only orders that do not take rest on both sides, unfilled',
    needs: ['limitMaker'],
    run: async (stage) => {
      await stage.otherPlaces('buy', 1, -1);
      await stage.otherPlaces('sell', 1, 4);
      await stage.start();
      const ids = (['buy', 'sell'] as const).map((side) =>
        stage.place(side, { ...stage.limit(1, side === 'buy' ? 0 : 3), orderType: 'limitMaker' }),
      );
      for (const id of ids) {
        await stage.told(id, ['created']);
        demandEqual(stage.status(id), 'open', 'the status of the order');
        const { isOpen, filled } = await stage.ledgerOrder(id);
        demandEqual([isOpen, filled], [true, stage.amount(0)], 'the order at the exchange');
      }
      // What would have come of them has come when what was asked for later is there.
      for (const id of ids) demandEqual((await stage.cancel(id))._tag, 'cancelled', 'the cancel');
      for (const id of ids) demandEqual(stage.kinds(id), ['created', 'cancelled'], 'the events');
    },
  },
  {
    title: 'an order that is immediate or cancelled: what can be is filled, the rest ends',
    needs: ['ioc'],
    run: async (stage) => {
      await stage.otherPlaces('sell', 1, 0);
      await stage.start();
      const id = stage.place('buy', { ...stage.limit(3, 0), timeInForce: 'ioc' });
      await stage.eventually(() => {
        const [end] = stage.kinds(id).slice(2);
        demandEqual(
          stage.kinds(id),
          ['created', 'filled', end === 'cancelled' ? 'cancelled' : 'expired'],
          'the events',
        );
      });
      await demandFillsRecorded(stage, id);
    },
  },
];
