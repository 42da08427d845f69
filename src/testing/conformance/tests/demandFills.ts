import type { Liquidity } from '../../../domain/fee.js';
import type { ClientOrderId } from '../../../domain/ids.js';
import { demand, demandEqual } from '../demand.js';
import type { Stage } from '../stage.js';

/** Waits for an order to be filled in two trades, and checks that all that is told of it is so at the exchange. */
export async function demandFilledTwice(
  stage: Stage,
  id: ClientOrderId,
  liquidity: Liquidity,
): Promise<void> {
  await stage.told(id, ['created', 'filled', 'filled', 'completed']);
  await demandFillsRecorded(stage, id);
  const order = await stage.ledgerOrder(id);
  for (const event of stage.events(id)) {
    const { side, amount, venueId, symbol } = event;
    demandEqual(
      [side, venueId, symbol],
      [order.side, order.venueId, stage.instrument.rule.symbol],
      `what ${event._tag} says`,
    );
    if (order.price !== undefined) demandEqual(amount, order.amount, `the amount that ${event._tag} says`);
    if (event._tag === 'filled') demandEqual(event.liquidity, liquidity, 'the liquidity');
  }
  const completed = stage.events(id).at(-1);
  demandEqual(completed?.executedBase, order.filled, 'what is filled');
  demandEqual(stage.status(id), 'filled', 'the status of the order');
  demandEqual(stage.connector.openOrders(), [], 'open orders');
}

/** Checks that the fills that were told, and those that are kept with the order, are those of the exchange. */
export async function demandFillsRecorded(stage: Stage, id: ClientOrderId): Promise<void> {
  const wanted = (await stage.ledgerFills(id)).map(({ tradeId, amount, price, fee, liquidity }) => [
    tradeId,
    amount,
    price,
    fee === undefined ? [] : [fee.token, fee.amount],
    liquidity,
  ]);
  demand(wanted.length > 0, 'nothing was traded');
  await stage.eventually(() => {
    const recorded = stage
      .order(id)
      .fills.map(({ tradeId, amount, price, fees, liquidity }) => [
        tradeId,
        amount,
        price,
        fees.flatMap(({ token, amount: taken }) => [token, taken]),
        liquidity,
      ]);
    demandEqual(recorded, wanted, 'the fills that are recorded');
  });
  const told = stage.fills(id).map(({ tradeId, fillAmount, fillPrice }) => [tradeId, fillAmount, fillPrice]);
  demandEqual(
    told,
    wanted.map((fill) => fill.slice(0, 3)),
    'the fills that were told',
  );
}
