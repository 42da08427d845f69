import { expect } from 'chai';
import { filter, map, pipe, take } from 'rxjs';

import {
  executedBase,
  executedQuote,
  feePaid,
  isCancelled,
  isDone,
  isFailure,
  isFilled,
  orderFromJson,
  orderStatus,
  orderToJson,
  termsOf,
  toLimitOrder,
  trackOrders,
  venueIdOf,
  venueStatusOf,
  type Order,
} from '../../src/orders/index.js';
import { outputsOf } from '../support/operatorChecklist.js';
import { acknowledged, amended, dec, filled, report, run, submitted, trade } from './orderInputs.js';

const fees = [{ token: 'BNB', amount: dec('0.0001') }];
const inputs = [
  submitted({}, { receivedAt: 5 }),
  report('pending', '0', { venueId: undefined }),
  acknowledged(),
  amended('v1', 'v2'),
  filled(trade('t1', '40', { price: dec('9.5'), fees })),
  report('partiallyFilled', '40', { receivedAt: 30 }),
];
const { order } = run(inputs);

/** Each field of Hummingbot's InFlightOrder, with what tells it here, and what that is for an order that is partly filled. */
const FIELDS: readonly (readonly [string, (order: Order) => unknown, unknown])[] = [
  ['client_order_id', ({ clientId }) => clientId, 'c1'],
  ['exchange_order_id', venueIdOf, 'v2'],
  ['trading_pair', ({ symbol }) => symbol, 'XRP-ETH'],
  ['order_type', (of) => termsOf(of)?.type, 'limit'],
  ['trade_type', ({ side }) => side, 'buy'],
  ['price', (of) => termsOf(of)?.price?.toFixed(), '10'],
  ['amount', (of) => termsOf(of)?.amount.toFixed(), '100'],
  ['executed_amount_base', (of) => executedBase(of).toFixed(), '40'],
  ['executed_amount_quote', (of) => executedQuote(of).toFixed(), '380'],
  ['fee_asset', ({ fees: paid }) => paid.map(({ token }) => token).join(), 'BNB'],
  ['fee_paid', (of) => feePaid(of, 'BNB').toFixed(), '0.0001'],
  ['last_state', venueStatusOf, 'partiallyFilled'],
  ['current_state', orderStatus, 'partiallyFilled'],
  ['order_fills', ({ fills }) => fills.map(({ tradeId }) => tradeId).join(), 't1'],
  ['creation_timestamp', ({ createdAt }) => createdAt, 5],
  ['last_update_timestamp', ({ updatedAt }) => updatedAt, 30],
  ['base_asset', (of) => termsOf(of)?.base, 'XRP'],
  ['quote_asset', (of) => termsOf(of)?.quote, 'ETH'],
  ['is_done', isDone, false],
  ['is_filled', isFilled, false],
  ['is_cancelled', isCancelled, false],
  ['is_failure', isFailure, false],
  ['to_limit_order', (of) => toLimitOrder(of)?.executedBase.toFixed(), '40'],
];

describe('what an in-flight order tells, an order tells', () => {
  for (const [name, tells, value] of FIELDS) it(name, () => expect(tells(order)).to.equal(value));

  it('update_exchange_order_id, get_exchange_order_id: who awaits the id hears it once it is known', () => {
    const awaited = outputsOf(
      pipe(
        trackOrders(),
        map((update) => venueIdOf(update.order)),
        filter((id) => id !== undefined),
        take(1),
      ),
      inputs,
    );
    expect(awaited).to.deep.equal(['v1']);
  });

  it('to_json, from_json', () => {
    expect(orderFromJson(JSON.parse(JSON.stringify(orderToJson(order))))).to.deep.equal(order);
  });
});
