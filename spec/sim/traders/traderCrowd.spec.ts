import { expect } from 'chai';

import { add } from '../../../src/domain/exact.js';
import { clientOrderId, tradingRule, venueName, venueSymbol } from '../../../src/domain/index.js';
import { Exchange, TraderCrowd, type CrowdInstrument, type ExchangeEvent } from '../../../src/sim/index.js';
import { dec } from '../engine/desk.js';
import { plain } from '../engine/plainEvents.js';

const START = Date.UTC(2026, 0, 5);
const BTCUSDT = venueSymbol('BTCUSDT');
const ETHUSDT = venueSymbol('ETHUSDT');

const common = { venue: venueName('sim'), quote: 'USDT', tickSize: '0.01', minNotional: '5' };
const btc = tradingRule({
  ...common,
  symbol: BTCUSDT,
  base: 'BTC',
  lotSize: '0.00001',
  maxSize: '9000',
  orderTypes: ['limit', 'limitMaker', 'market'],
  timesInForce: ['gtc', 'ioc', 'fok'],
});
const eth = tradingRule({ ...common, symbol: ETHUSDT, base: 'ETH', lotSize: '0.0001' });

const BITCOIN: CrowdInstrument = { symbol: BTCUSDT, startPrice: '94231.50' };
const ETHER: CrowdInstrument = { symbol: ETHUSDT, startPrice: 3234.8, size: 2 };

/** An exchange with a crowd, and all that happens there. */
function market(seed: number, instruments: readonly CrowdInstrument[] = [BITCOIN]) {
  const exchange = new Exchange({ instruments: [btc, eth], startAt: START });
  const events: ExchangeEvent[] = [];
  exchange.steps$.subscribe((step) => events.push(...step.events));
  return { exchange, events, crowd: new TraderCrowd(exchange, { seed, instruments }) };
}

describe('TraderCrowd', () => {
  for (const seed of [1, 2, 3]) {
    it(`makes a book of many levels on both sides, whose price moves, and trades both ways (seed ${seed})`, () => {
      const { exchange, events, crowd } = market(seed);
      const mids = new Set<string>();
      for (let second = 0; second <= 120; second++) {
        crowd.stepTo(START + second * 1_000);
        const { bids, asks } = exchange.book(BTCUSDT);
        expect(bids.length).to.be.above(50);
        expect(asks.length).to.be.above(50);
        expect(bids[0]!.price.lt(asks[0]!.price)).to.equal(true);
        // A quarter of a per cent at most: nobody quotes far from what it is worth.
        expect(asks[0]!.price.div(bids[0]!.price).toNumber()).to.be.below(1.0025);
        mids.add(add(bids[0]!.price, asks[0]!.price).toFixed());
      }
      expect(mids.size).to.be.above(60);
      const trades = events.filter((event) => event._tag === 'trade');
      expect(trades.filter(({ taker }) => taker.side === 'buy').length).to.be.above(50);
      expect(trades.filter(({ taker }) => taker.side === 'sell').length).to.be.above(50);
      expect(events.filter(({ _tag }) => _tag === 'cancelled').length).to.be.above(1_000);
      const refused = events.filter((event) => event._tag === 'rejected');
      expect(refused.length / events.length, 'refused').to.be.below(0.02);
      expect(new Set(refused.map(({ reason }) => reason._tag))).to.not.include('ruleBroken');
    });
  }

  it('has a full book as soon as it begins', () => {
    const { exchange, crowd } = market(5);
    expect(crowd.nextAt).to.equal(START);
    crowd.stepTo(START - 1);
    expect(exchange.book(BTCUSDT).bids).to.deep.equal([]);
    crowd.stepTo(START);
    expect(exchange.book(BTCUSDT).bids.length).to.be.above(50);
    expect(exchange.book(BTCUSDT).asks.length).to.be.above(50);
    expect(crowd.nextAt).to.be.within(START + 0.001, START + 100);
  });

  it('does the same for the same seed, in one step or in many, and something else for another', () => {
    const run = (seed: number, stepMs: number) => {
      const { events, crowd } = market(seed, [BITCOIN, ETHER]);
      for (let now = START; now <= START + 10_000; now += stepMs) crowd.stepTo(now);
      return events.map(plain).join('\n');
    };
    const one = run(7, 10_000);
    expect(run(7, 10_000)).to.equal(one);
    expect(run(7, 50)).to.equal(one);
    expect(run(8, 10_000)).to.not.equal(one);
  });

  it('lets what one instrument draws change nothing for another', () => {
    const pricesOf = (instruments: readonly CrowdInstrument[]) => {
      const { events, crowd } = market(4, instruments);
      crowd.stepTo(START + 5_000);
      return events.flatMap((event) =>
        event._tag === 'level' && event.symbol === BTCUSDT ? [event.price.toFixed()] : [],
      );
    };
    expect(pricesOf([BITCOIN, ETHER])).to.deep.equal(pricesOf([BITCOIN]));
  });

  it('goes on at the exchange’s time where somebody else was ahead of it', () => {
    const { exchange, crowd } = market(1);
    crowd.stepTo(START);
    exchange.execute({ _tag: 'advance', time: START + 5_000 });
    crowd.stepTo(START + 1_000);
    expect(exchange.time).to.equal(START + 5_000);
    crowd.stepTo(START + 6_000);
    expect(exchange.time).to.be.within(START + 5_000.001, START + 6_000);
  });

  it('fills what others want, and quotes again when they have taken all there was', () => {
    const { exchange, crowd } = market(2);
    crowd.stepTo(START + 1_000);
    const time = exchange.time;
    const deposit = { _tag: 'deposit', time, account: 'me', token: 'USDT', amount: dec(1e9) } as const;
    exchange.execute(deposit);
    exchange.execute({
      _tag: 'place',
      time,
      account: 'me',
      symbol: BTCUSDT,
      clientId: clientOrderId('all'),
      order: { orderType: 'market', side: 'buy', quoteAmount: dec(1e9) },
    });
    expect(exchange.book(BTCUSDT).asks).to.deep.equal([]);
    crowd.stepTo(START + 6_000);
    expect(exchange.book(BTCUSDT).asks.length).to.be.above(50);

    const { bids } = exchange.book(BTCUSDT);
    exchange.execute({
      _tag: 'place',
      time: exchange.time,
      account: 'me',
      symbol: BTCUSDT,
      clientId: clientOrderId('small'),
      order: { orderType: 'limit', side: 'sell', amount: dec('0.001'), price: bids[0]!.price.plus('0.05') },
    });
    crowd.stepTo(START + 60_000);
    const small = exchange.order('me', BTCUSDT, { clientId: clientOrderId('small') });
    expect(small?.status).to.equal('filled');
  });

  it('puts back what was taken, though the price stays where it is', () => {
    const { exchange, crowd } = market(2, [{ ...BITCOIN, volatility: 0, takeMs: 1e9 }]);
    crowd.stepTo(START);
    const time = START;
    exchange.execute({ _tag: 'deposit', time, account: 'me', token: 'BTC', amount: dec(100) });
    exchange.execute({
      _tag: 'place',
      time,
      account: 'me',
      symbol: BTCUSDT,
      clientId: clientOrderId('all'),
      order: { orderType: 'market', side: 'sell', amount: dec(100) },
    });
    expect(exchange.book(BTCUSDT).bids).to.deep.equal([]);
    crowd.stepTo(START + 10_000);
    expect(exchange.book(BTCUSDT).bids.length).to.be.above(50);
  });

  it('deposits what it lacks, so that it can go on for ever, and nothing comes from nowhere', () => {
    const { exchange, events, crowd } = market(3, [{ ...BITCOIN, size: 5, takeMs: 50 }]);
    crowd.stepTo(START + 60_000);
    const deposits = events.filter((event) => event._tag === 'deposited');
    expect(deposits.length).to.be.at.least(12);
    for (const token of ['BTC', 'USDT']) {
      const come = deposits.filter((event) => event.token === token).map(({ amount }) => amount);
      const there = exchange.accounts.map((name) => exchange.balances(name).get(token)?.total ?? dec(0));
      expect(there.reduce(add).toFixed()).to.equal(come.reduce(add).toFixed());
    }
    const lacking = events.filter(
      (event) => event._tag === 'rejected' && event.reason._tag === 'insufficientBalance',
    );
    expect(lacking).to.have.length(deposits.length);
  });

  it('keeps to a rule of large lots and few prices', () => {
    const symbol = venueSymbol('DOGEUSDT');
    const doge = tradingRule({
      ...common,
      symbol,
      base: 'DOGE',
      tickSize: '0.00001',
      lotSize: '1',
      minSize: '3',
      maxSize: '40000',
      minPrice: '0.1',
      maxPrice: '0.8',
    });
    const exchange = new Exchange({ instruments: [doge] });
    const refused = new Set<string>();
    exchange.steps$.subscribe(({ events }) => {
      for (const event of events) if (event._tag === 'rejected') refused.add(event.reason._tag);
    });
    new TraderCrowd(exchange, { instruments: [{ symbol, startPrice: '0.32' }] }).stepTo(30_000);
    expect(refused).to.not.include('ruleBroken');
    expect(exchange.trades(symbol).length).to.be.above(20);
    expect(exchange.book(symbol).bids.length).to.be.above(10);
  });

  for (const [name, says, instrument] of [
    [
      'an instrument that is not listed',
      'no instrument is named XXX',
      { symbol: venueSymbol('XXX'), startPrice: 1 },
    ],
    ['a price of nothing', 'startPrice of BTCUSDT is not above zero: 0', { symbol: BTCUSDT, startPrice: 0 }],
    ['no makers', 'makers of BTCUSDT is no count above zero: 0', { ...BITCOIN, makers: 0 }],
    ['half a level', 'levels of BTCUSDT is no count above zero: 0.5', { ...BITCOIN, levels: 0.5 }],
    ['endless pauses', 'takeMs of BTCUSDT is not above zero: Infinity', { ...BITCOIN, takeMs: Infinity }],
    ['volatility of all', 'volatility of BTCUSDT is no fraction: 1', { ...BITCOIN, volatility: 1 }],
  ] as const) {
    it(`refuses ${name}`, () => {
      expect(() => market(1, [instrument])).to.throw(RangeError, says);
    });
  }

  it('refuses a time that is none, and a rule that counts digits', () => {
    const { exchange, crowd } = market(1);
    expect(() => crowd.stepTo(NaN)).to.throw(RangeError, 'now is no time: NaN');
    expect(() => new TraderCrowd(exchange, { startAt: NaN, instruments: [] })).to.throw(
      RangeError,
      'startAt',
    );
    const rule = tradingRule({ ...common, symbol: BTCUSDT, base: 'BTC', lotSize: '0.1', priceDigits: 5 });
    const digits = new Exchange({ instruments: [rule] });
    expect(() => new TraderCrowd(digits, { instruments: [BITCOIN] })).to.throw(
      RangeError,
      'the rule of BTCUSDT counts significant digits',
    );
    const idle = new TraderCrowd(digits, { instruments: [] });
    idle.stepTo(5);
    expect(idle.nextAt).to.equal(Infinity);
  });
});
