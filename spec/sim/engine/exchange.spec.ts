import { expect } from 'chai';

import { clientOrderId } from '../../../src/domain/index.js';
import { Exchange, type NewOrder } from '../../../src/sim/index.js';
import { BTCUSDT, dec, Desk, gist, inQuote, reasonOf, ruleOf, withAsks } from './desk.js';
import { plain } from './plainEvents.js';

describe('Exchange', () => {
  it('takes no orders of a halted instrument, but cancels and expires them', () => {
    const desk = withAsks();
    const of = { account: 'bob', symbol: BTCUSDT };
    expect(gist(desk.do({ _tag: 'halt', symbol: BTCUSDT }))).to.deep.equal(['halted']);
    expect(desk.do({ _tag: 'halt', symbol: BTCUSDT })).to.deep.equal([]);
    expect(desk.exchange.instrument(BTCUSDT).halted).to.equal(true);
    expect(reasonOf(desk.limit('ann', 'buy', 1, 10))).to.equal('{_tag: marketHalted}');
    expect(reasonOf(desk.do({ _tag: 'amend', ...of, order: { orderId: 2 }, amount: dec(1) }))).to.equal(
      '{_tag: marketHalted}',
    );
    expect(gist(desk.do({ _tag: 'cancel', ...of, cancel: { orderId: 1 } }))).to.deep.equal(['cancelled 1']);
    expect(gist(desk.do({ _tag: 'resume', symbol: BTCUSDT }))).to.deep.equal(['resumed']);
    expect(gist(desk.limit('ann', 'buy', 1, 11)).at(-1)).to.equal('trade 1 at 11: 2 with 4');
  });

  describe('queries', () => {
    it('tell the book by level, to a depth, and by order', () => {
      const desk = withAsks();
      desk.limit('ann', 'sell', 3, 10);
      desk.limit('ann', 'buy', 5, 9);
      expect(plain(desk.exchange.book(BTCUSDT, 2))).to.equal(
        plain({
          symbol: 'BTCUSDT',
          lastUpdateId: 5,
          bids: [{ price: 9, size: 5 }],
          asks: [
            { price: 10, size: 4 },
            { price: 11, size: 2 },
          ],
        }),
      );
      const { asks } = desk.exchange.bookByOrder(BTCUSDT);
      expect(
        asks.map(({ orderId, account, size }) => `${orderId} ${account} ${size.toFixed()}`),
      ).to.deep.equal(['1 bob 1', '4 ann 3', '2 bob 2', '3 bob 4']);
    });

    it('tell trades: the last ones, or from an id on, or of an order', () => {
      const desk = withAsks();
      desk.limit('ann', 'buy', 7, 12);
      const ids = (trades: readonly { readonly tradeId: number }[]) => trades.map(({ tradeId }) => tradeId);
      const { exchange } = desk;
      expect(ids(exchange.trades(BTCUSDT))).to.deep.equal([1, 2, 3]);
      expect(ids(exchange.trades(BTCUSDT, { limit: 2 }))).to.deep.equal([2, 3]);
      expect(ids(exchange.trades(BTCUSDT, { fromId: 2 }))).to.deep.equal([2, 3]);
      expect(ids(exchange.trades(BTCUSDT, { fromId: 1, limit: 2 }))).to.deep.equal([1, 2]);
      expect(ids(exchange.accountTrades('bob', BTCUSDT, { orderId: 2 }))).to.deep.equal([2]);
      expect(exchange.accountTrades('eve', BTCUSDT)).to.deep.equal([]);
      expect(exchange.lastTrade(BTCUSDT)?.price.toFixed()).to.equal('12');
    });

    it('keep open orders however old, and of the others so many as they are told to', () => {
      const desk = new Desk({ history: 5 });
      const of = { account: 'ann', symbol: BTCUSDT };
      desk.limit('ann', 'buy', 1, 9);
      for (let at = 0; at < 30; at++) {
        desk.limit('ann', 'buy', 1, 10);
        desk.do({ _tag: 'cancel', ...of, cancel: { orderId: at + 2 } });
      }
      const ids = desk.exchange.orders('ann', BTCUSDT).map(({ orderId }) => orderId);
      expect(ids[0]).to.equal(1);
      expect(ids.length).to.be.within(6, 11);
      expect(ids.slice(-5)).to.deep.equal([27, 28, 29, 30, 31]);
      expect(desk.order('ann', 2)).to.equal(undefined);
      expect(desk.exchange.order('ann', BTCUSDT, { clientId: clientOrderId('ann-2') })).to.equal(undefined);
      expect(gist(desk.do({ _tag: 'cancel', ...of, cancel: { orderId: 1 } }))).to.deep.equal(['cancelled 1']);
    });

    it('find the last order of a client id, though an older one of it is kept no more', () => {
      const desk = new Desk({ history: 2 });
      const of = { account: 'ann', symbol: BTCUSDT };
      const cancel = { clientId: clientOrderId('same') };
      const order: NewOrder = { orderType: 'limit', side: 'buy', amount: dec(1), price: dec(10) };
      desk.place('ann', order, 'same');
      desk.do({ _tag: 'cancel', ...of, cancel });
      desk.place('ann', order, 'same');
      for (let at = 3; at < 10; at++) {
        desk.limit('ann', 'buy', 1, 10);
        desk.do({ _tag: 'cancel', ...of, cancel: { orderId: at } });
      }
      expect(desk.order('ann', 1)).to.equal(undefined);
      expect(desk.exchange.order('ann', BTCUSDT, cancel)?.orderId).to.equal(2);
      expect(desk.exchange.orderStatus('ann', BTCUSDT, cancel)).to.equal('new');
      expect(desk.exchange.orderStatus('ann', BTCUSDT, { orderId: 1 })).to.equal(undefined);
    });
  });

  describe('steps$', () => {
    it('tells every step at once; a late subscriber gets those that come', () => {
      const desk = new Desk();
      const told: string[] = [];
      const subscription = desk.exchange.steps$.subscribe(({ command, events }) =>
        told.push(`${command._tag}: ${gist(events).join()}`),
      );
      desk.limit('ann', 'buy', 1, 10);
      desk.do({ _tag: 'advance' });
      subscription.unsubscribe();
      desk.limit('ann', 'buy', 1, 10);
      expect(told).to.deep.equal(['place: accepted 1', 'advance: ']);
    });

    it('tells what is done while it tells behind what it tells, to everybody in the same order', () => {
      const desk = new Desk();
      const order: string[][] = [[], []];
      desk.exchange.steps$.subscribe(({ events }) => {
        order[0]!.push(...gist(events));
        if (order[0]!.length === 1) expect(gist(desk.limit('bob', 'sell', 1, 10))).to.have.length(2);
      });
      desk.exchange.steps$.subscribe(({ events }) => order[1]!.push(...gist(events)));
      desk.limit('ann', 'buy', 1, 10);
      expect(order[0]).to.deep.equal(['accepted 1', 'accepted 2', 'trade 1 at 10: 1 with 2']);
      expect(order[1]).to.deep.equal(order[0]);
    });
  });

  describe('what is no command', () => {
    const cases: readonly (readonly [string, string, (desk: Desk) => unknown])[] = [
      [
        'a time before the last one',
        'a command of 999 comes after one of 1000',
        (desk) => ((desk.now = 999), desk.do({ _tag: 'advance' })),
      ],
      ['no time', 'a command of NaN comes', (desk) => ((desk.now = NaN), desk.do({ _tag: 'advance' }))],
      ['a deposit of nothing', 'deposit of 0 BTC', (desk) => desk.deposit('ann', 'BTC', 0)],
      ['a deposit of too many digits', 'of 8 digits', (desk) => desk.deposit('ann', 'BTC', '1e-9')],
      ['an infinite deposit', 'deposit of Infinity BTC', (desk) => desk.deposit('ann', 'BTC', Infinity)],
      ['an order of no amount', 'amount is no number: NaN', (desk) => desk.limit('ann', 'buy', NaN, 1)],
      [
        'an order of no price',
        'price is no number: Infinity',
        (desk) => desk.limit('ann', 'buy', 1, Infinity),
      ],
      ['no quote amount', 'quoteAmount is no number: NaN', (desk) => desk.place('ann', inQuote('buy', NaN))],
      [
        'an amendment to no amount',
        'amount is no number: NaN',
        (desk) =>
          desk.do({
            _tag: 'amend',
            account: 'ann',
            symbol: BTCUSDT,
            order: { orderId: 1 },
            amount: dec(NaN),
          }),
      ],
      [
        'no time till which an order is good',
        'expireAt is no time: NaN',
        (desk) =>
          desk.place('ann', {
            orderType: 'limit',
            side: 'buy',
            amount: dec(1),
            price: dec(1),
            timeInForce: 'gtd',
            expireAt: NaN,
          }),
      ],
      [
        'fees below zero',
        'makerRate is out of range: -1',
        (desk) =>
          desk.do({
            _tag: 'setFees',
            account: 'ann',
            fees: { makerRate: dec(-1), takerRate: dec(0), discount: undefined },
          }),
      ],
    ];
    for (const [name, says, execute] of cases) {
      it(`is refused at once, with nothing changed: ${name}`, () => {
        const desk = new Desk();
        desk.place('ann', {
          orderType: 'limit',
          side: 'buy',
          amount: dec(1),
          price: dec(1),
          timeInForce: 'gtd',
          expireAt: 1_500,
        });
        desk.now = 1_000;
        const steps: unknown[] = [];
        desk.exchange.steps$.subscribe((step) => steps.push(step));
        expect(() => execute(desk)).to.throw(RangeError, says);
        expect(steps).to.deep.equal([]);
        expect(desk.exchange.time).to.equal(1_000);
        desk.now = 2_000;
        expect(gist(desk.do({ _tag: 'advance' }))).to.deep.equal(['expired 1: goodTillTime']);
      });
    }
  });

  describe('is not made', () => {
    const rule = ruleOf();
    for (const [name, says, options] of [
      ['of two instruments of one name', 'two instruments are named BTCUSDT', { instruments: [rule, rule] }],
      [
        'of a rule without a tick',
        'the rule of BTCUSDT has no tick or no lot',
        { instruments: [ruleOf({ tickSize: undefined })] },
      ],
      [
        'of a quote token too short of digits for tick times lot',
        'BTCUSDT needs 5 digits after the point of USDT, which has 4',
        { instruments: [rule], precisions: { USDT: 4 } },
      ],
      [
        'of a base token too short of digits for a lot',
        'BTCUSDT needs 3 digits after the point of BTC, which has 2',
        { instruments: [rule], precisions: { BTC: 2 } },
      ],
      [
        'with digits that are no count',
        'the precision of BTC is no count',
        { instruments: [], precisions: { BTC: -1 } },
      ],
      [
        'with a history that is no count',
        'history is no count above zero: 0',
        { instruments: [], history: 0 },
      ],
      ['with a start that is no time', 'startAt is no time: NaN', { instruments: [], startAt: NaN }],
    ] as const) {
      it(name, () => {
        expect(() => new Exchange(options)).to.throw(RangeError, says);
      });
    }
  });
});
