import { Decimal } from 'decimal.js';
import { isLeft } from 'fp-ts/lib/Either.js';

import type { OrderWish } from '../../../connector/index.js';
import { add, divide, multiply, subtract } from '../../../domain/exact.js';
import { instrument as instrumentName } from '../../../domain/ids.js';
import type { TimeInForce, TradingRule } from '../../../domain/tradingRule.js';
import type { ConformanceCase, ConformanceGroup } from '../connectorTest.js';
import { demand, demandEqual } from '../demand.js';
import type { TestedInstrument } from '../harness.js';
import type { Stage } from '../stage.js';

/** An order that breaks a rule, and the two numbers that are to be told. */
interface BreakingWish {
  readonly wish: OrderWish;
  readonly wanted: string;
  readonly allowed: string;
}

type Limit = 'minSize' | 'maxSize' | 'minPrice' | 'maxPrice' | 'minNotional' | 'maxNotional';

const ONE = new Decimal(1);
const TWO = new Decimal(2);

/** A multiple of a step that is not below a number. */
const upTo = (number: Decimal, step: Decimal): Decimal => multiply(divide(number, step).ceil(), step);

/** An order that breaks a limit, and as few others as can be; undefined where the instrument has no such limit. */
function breakingWish({ rule, price, amount }: TestedInstrument, limit: Limit): BreakingWish | undefined {
  const { tickSize: tick = ONE, lotSize: lot = ONE } = rule;
  const allowed = rule[limit];
  if (allowed === undefined || !allowed.isFinite() || allowed.isZero()) return undefined;
  const told = (
    wanted: Decimal,
    wish: { readonly amount: Decimal; readonly price: Decimal },
  ): BreakingWish => ({
    wish: { orderType: 'limit', ...wish },
    wanted: wanted.toFixed(),
    allowed: allowed.toFixed(),
  });
  switch (limit) {
    case 'minSize': {
      const wanted = subtract(allowed, lot);
      return told(wanted, { amount: wanted, price });
    }
    case 'maxSize': {
      const wanted = upTo(add(allowed, lot), lot);
      return told(wanted, { amount: wanted, price });
    }
    case 'minPrice': {
      const wanted = subtract(allowed, tick);
      return told(wanted, { amount, price: wanted });
    }
    case 'maxPrice': {
      const wanted = upTo(add(allowed, tick), tick);
      return told(wanted, { amount, price: wanted });
    }
    case 'minNotional': {
      const half = multiply(divide(divide(allowed, multiply(amount, TWO)), tick).floor(), tick);
      return told(multiply(half, amount), { amount, price: half });
    }
    case 'maxNotional': {
      const wanted = upTo(add(divide(allowed, price), lot), lot);
      return told(multiply(wanted, price), { amount: wanted, price });
    }
  }
}

/** Waits until an order has failed, and checks that nothing was sent for it, and that nothing more is said. */
async function demandNotSent(stage: Stage, wish: OrderWish, words: readonly string[]): Promise<void> {
  const id = stage.place('buy', wish);
  await stage.told(id, ['failed']);
  const [event] = stage.events(id);
  const reason = event?._tag === 'failed' ? (event.reason ?? '') : '';
  for (const word of words) demand(reason.includes(word), `the reason does not tell ${word}: ${reason}`);
  demandEqual(stage.status(id), 'failed', 'the status of the order');
  // Whatever had been sent would have come before this.
  await stage.first(stage.connector.checkNetwork(), 'the answer');
  demandEqual(await stage.exchange.ledger.requests('place'), 0, 'requests for orders');
}

const ruleTest = (instrument: TestedInstrument, limit: Limit): ConformanceCase => {
  const breaking = breakingWish(instrument, limit);
  return {
    title: `does not send an order that breaks ${limit}: it fails, with the rule and both numbers`,
    lack: breaking === undefined ? `the venue has no ${limit} here` : undefined,
    run: async (stage) => {
      if (breaking === undefined) return;
      await stage.start();
      const { wish, wanted, allowed } = breaking;
      const checked = stage.connector.checkOrder(instrument.name, { ...wish, side: 'buy' });
      demand(isLeft(checked), `checkOrder has nothing against it`);
      await demandNotSent(stage, wish, [limit, wanted, allowed]);
    },
  };
};

const unknownTime = ({ timesInForce = [] }: TradingRule): TimeInForce | undefined =>
  (['gtd', 'fok', 'ioc'] as const).find((time) => !timesInForce.includes(time));

/** Orders that come to nothing: `failed`, with the reason. */
export const refusedOrderTests: ConformanceGroup = {
  title: 'orders that are refused',
  cases: (instrument) => [
    ...(['minSize', 'maxSize', 'minPrice', 'maxPrice', 'minNotional', 'maxNotional'] as const).map((limit) =>
      ruleTest(instrument, limit),
    ),
    {
      title: 'does not send an order with a time in force that the venue does not have',
      lack: unknownTime(instrument.rule) === undefined ? 'the venue has them all' : undefined,
      run: async (stage) => {
        await stage.start();
        const timeInForce = unknownTime(instrument.rule);
        await demandNotSent(stage, { ...stage.limit(1, 0), timeInForce }, [
          'timesInForce',
          timeInForce ?? '',
        ]);
      },
    },
    {
      title: 'does not send an order for an instrument that the venue does not list',
      run: async (stage) => {
        await stage.start();
        const id = stage.connector.buy(instrumentName('NO-SUCH'), stage.limit(1, 0));
        await stage.told(id, ['failed']);
        const [event] = stage.events(id);
        demand(
          event?._tag === 'failed' && event.reason?.includes('NO-SUCH') === true,
          'the reason names no instrument',
        );
        await stage.first(stage.connector.checkNetwork(), 'the answer');
        demandEqual(await stage.exchange.ledger.requests('place'), 0, 'requests for orders');
      },
    },
    {
      title: 'fails an order that the venue refuses, with its reason: there is not enough to pay for it',
      run: async (stage) => {
        await stage.start();
        const id = stage.buy(1_000, 0);
        await stage.told(id, ['failed']);
        const [event] = stage.events(id);
        demand(event?._tag === 'failed' && Boolean(event.reason), 'no reason is told');
        demandEqual(await stage.exchange.ledger.requests('place'), 1, 'requests for orders');
        demandEqual(await stage.exchange.ledger.orders(), [], 'orders at the exchange');
      },
    },
  ],
};
