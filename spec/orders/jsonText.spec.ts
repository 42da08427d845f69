import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { orderEventToJson, orderInputToJson, OrderJsonError, orderToJson } from '../../src/orders/index.js';
import type { OrderInput } from '../../src/orders/index.js';
import { orderEventText } from '../../src/orders/orderEventJson.js';
import { orderInputText } from '../../src/orders/orderInputJson.js';
import { feesText, orderStateText } from '../../src/orders/orderJson.js';
import { chaos } from './chaos.js';
import { dec, filled, report, run, submitted, trade } from './orderInputs.js';

/** All that JSON writes otherwise than it is, and what is near it. */
const TREACHEROUS = [
  '"',
  '\\',
  '\n',
  '\u0000',
  '\u001f',
  ' ',
  '\u007f',
  '\u2028',
  '\ud83d\ude00',
  '\ud800',
  '\udfff',
  'é',
  '',
];

const reason = fc
  .array(fc.constantFrom(...TREACHEROUS, 'a', 'b'), { maxLength: 6 })
  .map((parts) => parts.join(''));

describe('the text of what is written as JSON', () => {
  it('is that of JSON.stringify: inputs, events, orders and fees', () => {
    fc.assert(
      fc.property(chaos, (inputs) => {
        for (const input of inputs)
          expect(orderInputText(input)).to.equal(JSON.stringify(orderInputToJson(input)));
        const { order, events } = run(inputs);
        for (const event of events)
          expect(orderEventText(event)).to.equal(JSON.stringify(orderEventToJson(event)));
        const { fills: _, ...state } = orderToJson(order) as Readonly<Record<string, unknown>>;
        expect(orderStateText(order)).to.equal(JSON.stringify(state));
        expect(feesText(order.fees)).to.equal(JSON.stringify(state['fees']));
      }),
      { numRuns: 500 },
    );
  });

  it('is that of any text and number', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(-0, 1e21, 1e-7),
    );
    fc.assert(
      fc.property(reason, number, fc.bigInt(), (text, receivedAt, sequence) => {
        const input = report('rejected', '1', { reason: text, receivedAt, sequence });
        expect(orderInputText(input)).to.equal(JSON.stringify(orderInputToJson(input)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('has amounts of any length', () => {
    for (const amount of [
      '0',
      '-0',
      '1e-40',
      '1e40',
      '123456789.123456789',
      '-7.00000001',
      '10000000',
      '0.0000001',
    ]) {
      const input = filled(
        trade('t1', '1', { price: dec(amount), fees: [{ token: 'A', amount: dec(amount) }] }),
      );
      expect(orderInputText(input)).to.equal(JSON.stringify(orderInputToJson(input)));
    }
    const none = submitted({ amount: dec('-0') });
    expect(orderInputText(none)).to.equal(JSON.stringify(orderInputToJson(none)));
  });

  it('is none of what cannot be written, and the error says where that is', () => {
    const faults: readonly OrderInput[] = [
      report('open', '1', { receivedAt: NaN }),
      filled(trade('t1', '1', { fees: [{ token: 'A', amount: new Decimal(NaN) }] })),
      submitted({ amount: dec('-1') }),
      report('open', '1', { clientId: undefined, venueId: undefined }),
    ];
    for (const fault of faults) {
      let expected: unknown;
      try {
        orderInputToJson(fault);
      } catch (error) {
        expected = error;
      }
      expect(expected).to.be.instanceOf(OrderJsonError);
      expect(() => orderInputText(fault)).to.throw(OrderJsonError, (expected as OrderJsonError).message);
    }
  });
});
