import { expect } from 'chai';
import { pipe, type OperatorFunction } from 'rxjs';

import {
  eventsOfKind,
  orderEvents,
  trackOrders,
  type OrderCancelled,
  type OrderEvent,
  type OrderEventKind,
  type OrderExpiredEvent,
  type OrderFilledEvent,
} from '../../src/orders/index.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { filled, report, submitted, trade } from './orderInputs.js';

const EVENTS = outputsOf(pipe(trackOrders(), orderEvents()), [
  submitted(),
  filled(trade('t1', '40')),
  report('cancelled', '40'),
  filled(trade('t2', '30')),
  filled(trade('t3', '31')),
]);

/** True where two types are the same, else a type that nothing is assignable to. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;

describe('eventsOfKind', () => {
  itKeepsTheChecklist(() => eventsOfKind('filled'), EVENTS, 2);

  it('lets pass the kinds that are asked for, in order, as they are', () => {
    const kindsOf = (events: readonly OrderEvent[]) => events.map(({ _tag }) => _tag);
    expect(kindsOf(EVENTS)).to.deep.equal([
      'created',
      'filled',
      'cancelled',
      'filled',
      'filled',
      'anomaly',
      'anomaly',
    ]);
    expect(outputsOf(eventsOfKind('anomaly', 'created'), EVENTS)).to.deep.equal([
      EVENTS[0],
      EVENTS[5],
      EVENTS[6],
    ]);
    const KINDS = ['created', 'filled', 'completed', 'cancelled', 'expired', 'failed', 'anomaly'] as const;
    const alone = KINDS.map((kind) => outputsOf(eventsOfKind(kind), EVENTS).length);
    expect(alone).to.deep.equal([1, 3, 0, 1, 0, 0, 2]);
  });

  it('gives events of the type of their kind', () => {
    const filled$: OperatorFunction<OrderEvent, OrderFilledEvent> = eventsOfKind('filled');
    const amounts = outputsOf(filled$, EVENTS).map(({ fillAmount }) => fillAmount.toFixed());
    expect(amounts).to.deep.equal(['40', '30', '31']);

    const one = eventsOfKind('filled');
    const two = eventsOfKind('cancelled', 'expired');
    const isOne: Same<typeof one, OperatorFunction<OrderEvent, OrderFilledEvent>> = true;
    const isTwo: Same<typeof two, OperatorFunction<OrderEvent, OrderCancelled | OrderExpiredEvent>> = true;
    expect([isOne, isTwo]).to.deep.equal([true, true]);
  });

  it('is refused by the compiler, and at once by itself, for a kind that there is not', () => {
    // @ts-expect-error what a caller without types may give
    expect(() => eventsOfKind('fill')).to.throw(
      RangeError,
      'no kind of event: fill; there are created, filled, completed, cancelled, expired, failed, anomaly',
    );
    // @ts-expect-error no kind at all would be no event, ever
    const none: OperatorFunction<OrderEvent, OrderEvent> = eventsOfKind();
    expect(outputsOf(none, EVENTS)).to.deep.equal([]);
  });

  it('takes kinds that are chosen at run time', () => {
    const chosen: OrderEventKind = EVENTS[2]!._tag;
    expect(outputsOf(eventsOfKind(chosen), EVENTS)).to.deep.equal([EVENTS[2]]);
  });
});
