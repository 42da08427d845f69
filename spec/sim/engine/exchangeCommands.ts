import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import {
  clientOrderId,
  tradingRule,
  venueName,
  venueSymbol,
  type ClientOrderId,
  type VenueSymbol,
} from '../../../src/domain/index.js';
import {
  accountFees,
  type ExchangeCommand,
  type ExchangeOptions,
  type NewOrder,
  type OrderReference,
} from '../../../src/sim/index.js';

const venue = venueName('sim');
const ETHUSDT = venueSymbol('ETHUSDT');
const ETHBNB = venueSymbol('ETHBNB');
/** One that is not listed. */
const NOTHING = venueSymbol('NOTHING');

/** A decimal from its text. */
export const dec = (text: string | number): Decimal => new Decimal(text);

const rules = [
  tradingRule({
    venue,
    symbol: ETHUSDT,
    base: 'ETH',
    quote: 'USDT',
    tickSize: '0.1',
    minPrice: '9.5',
    maxPrice: '10.5',
    lotSize: '0.01',
    minSize: '0.02',
    maxSize: '4',
    minNotional: '0.5',
    maxNotional: '30',
    market: { minSize: '0.05', maxSize: '3' },
    orderTypes: ['limit', 'limitMaker', 'market'],
    timesInForce: ['gtc', 'ioc', 'fok', 'gtd'],
  }),
  // Its quote token is what fees may be paid in.
  tradingRule({
    venue,
    symbol: ETHBNB,
    base: 'ETH',
    quote: 'BNB',
    tickSize: '0.005',
    lotSize: '0.03',
    priceDigits: 2,
  }),
];

const usual = accountFees({ makerRate: '0.001', takerRate: '0.0013' });
const inBnb = accountFees({
  makerRate: '0.001',
  takerRate: '0.002',
  discount: { token: 'BNB', share: '0.25', rates: { USDT: '0.5', ETH: '5' } },
});
const free = accountFees({ makerRate: 0, takerRate: 0 });

/**
 * An exchange with few prices and small amounts, so that orders meet, with tokens short of digits, and with fees that soon
 * take more of their token than is there.
 */
export const options = {
  instruments: rules,
  fees: usual,
  precisions: { USDT: 3, BNB: 6, ETH: 4 },
  selfTradePrevention: 'expireMaker',
} as const satisfies ExchangeOptions;

export const ACCOUNTS = ['ann', 'bob', 'cid'] as const;
export const TOKENS = ['ETH', 'USDT', 'BNB'] as const;

const oneOf = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const tag = <const T>(name: T): fc.Arbitrary<T> => fc.constant(name);
const account = oneOf(...ACCOUNTS);
const clientId = fc.nat(9).map((at) => clientOrderId(`c${at}`));
const side = oneOf('buy', 'sell');
const selfTradePrevention = oneOf(undefined, 'none', 'expireTaker', 'expireMaker', 'expireBoth', 'decrement');

/** Mostly right for the instrument. */
const pricesOf = (symbol: VenueSymbol): fc.Arbitrary<Decimal> =>
  symbol === ETHUSDT
    ? fc.oneof(
        { weight: 12, arbitrary: fc.integer({ min: 98, max: 103 }).map((ticks) => dec(ticks).div(10)) },
        { weight: 1, arbitrary: oneOf('10.05', '0', '-10', '11', '10.000001').map(dec) },
      )
    : fc.oneof(
        { weight: 12, arbitrary: oneOf('0.03', '0.035', '0.04').map(dec) },
        { weight: 1, arbitrary: oneOf('0.032', '0.105').map(dec) },
      );
const amounts = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 2, max: 50 }).map((lots) => dec(lots * 3).div(100)) },
  { weight: 1, arbitrary: oneOf('0.005', '0', '-1', '5', '0.01', '0.1').map(dec) },
);
const quoteAmounts = fc.oneof(
  {
    weight: 8,
    arbitrary: oneOf(1, 10, 100)
      .chain((unit) => fc.integer({ min: 5, max: 25 }).map((units) => unit * units))
      .map((units) => dec(units).div(100)),
  },
  { weight: 1, arbitrary: oneOf('0.0001', '0', '40', '0.4').map(dec) },
  // What is left of these pays for no lot when the first order, or the first three, are taken.
  { weight: 3, arbitrary: oneOf('9.1', '24.25', '27.3', '5.95', '17.85').map(dec) },
);

/** Of what is good till a time, how long from now on. */
const expireAt = fc.integer({ min: -1, max: 8 });

const newOrder = (symbol: VenueSymbol): fc.Arbitrary<NewOrder> => {
  const common = { side, selfTradePrevention };
  const limit = { ...common, orderType: tag('limit'), price: pricesOf(symbol), amount: amounts };
  const maker = { ...limit, orderType: tag('limitMaker') };
  const market = { ...common, orderType: tag('market') };
  return fc.oneof(
    { weight: 8, arbitrary: fc.record(limit) },
    { weight: 4, arbitrary: fc.record({ ...limit, timeInForce: oneOf('ioc', 'fok') }) },
    { weight: 2, arbitrary: fc.record({ ...limit, timeInForce: tag('gtd'), expireAt }) },
    { weight: 3, arbitrary: fc.record({ ...maker, timeInForce: oneOf('gtc', undefined) }) },
    { weight: 1, arbitrary: fc.record({ ...maker, timeInForce: tag('gtd'), expireAt }) },
    { weight: 3, arbitrary: fc.record({ ...market, amount: amounts }) },
    { weight: 3, arbitrary: fc.record({ ...market, quoteAmount: quoteAmounts }) },
  );
};

const reference: fc.Arbitrary<OrderReference> = fc.oneof(
  fc.record({ orderId: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ clientId }),
  fc.record({ orderId: fc.integer({ min: 1, max: 20 }), clientId }),
);
const restriction = oneOf(undefined, undefined, 'onlyNew', 'onlyPartiallyFilled');

/** When it comes is said later. */
const time = fc.constant(0);

/** An order of the opening by its right names. */
interface Known {
  readonly account: string;
  readonly symbol: VenueSymbol;
  readonly orderId: number;
  readonly clientId: ClientOrderId;
}

/** What everybody has at the start, and how fees are paid. */
const wealth = {
  ann: { ETH: '4', USDT: '45', BNB: '0.1', fees: usual },
  bob: { ETH: '20', USDT: '300', BNB: '0.2', fees: inBnb },
  cid: { ETH: '30', USDT: '200', BNB: '0.02', fees: inBnb },
} as const;

/** Who rests at the start: account, instrument, side, price, amount. */
const resting = [
  ['ann', ETHUSDT, 'buy', '9.9', '0.6'],
  ['ann', ETHUSDT, 'sell', '10.1', '0.9'],
  ['bob', ETHUSDT, 'buy', '9.9', '1.2'],
  ['bob', ETHUSDT, 'buy', '9.8', '2'],
  ['bob', ETHUSDT, 'sell', '10.1', '1.5'],
  ['cid', ETHUSDT, 'sell', '10.1', '0.3'],
  ['cid', ETHUSDT, 'buy', '9.8', '0.3'],
  ['cid', ETHUSDT, 'sell', '10.2', '3.9'],
  ['bob', ETHBNB, 'buy', '0.03', '6'],
  ['cid', ETHBNB, 'sell', '0.035', '0.9'],
  ['ann', ETHBNB, 'sell', '0.035', '0.3'],
  ['bob', ETHBNB, 'sell', '0.04', '3'],
] as const;

const known: readonly Known[] = resting.map(([owner, symbol], at) => ({
  account: owner,
  symbol,
  orderId: at + 1,
  clientId: clientOrderId(`o${at}`),
}));

/** What every history begins with. */
const opening: readonly ExchangeCommand[] = [
  ...ACCOUNTS.flatMap((name): ExchangeCommand[] => [
    ...TOKENS.map((token): ExchangeCommand => ({
      _tag: 'deposit',
      time: 0,
      account: name,
      token,
      amount: dec(wealth[name][token]),
    })),
    { _tag: 'setFees', time: 0, account: name, fees: wealth[name].fees },
  ]),
  ...resting.map(([name, symbol, direction, price, amount], at): ExchangeCommand => ({
    _tag: 'place',
    time: 0,
    account: name,
    symbol,
    clientId: clientOrderId(`o${at}`),
    order: { orderType: 'limit', side: direction, price: dec(price), amount: dec(amount) },
  })),
];

/** Who asks for a change, on what, and of which order: mostly one that is, or was, his. */
const target = (symbol: VenueSymbol): fc.Arbitrary<Pick<Known, 'account'> & { reference: OrderReference }> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: oneOf(...known.filter((order) => order.symbol === symbol || symbol === NOTHING)).chain(
        ({ account: owner, orderId, clientId: own }) =>
          fc.record({
            account: fc.constant(owner),
            reference: fc.constantFrom<OrderReference[]>(
              { orderId },
              { clientId: own },
              { orderId, clientId: own },
            ),
          }),
      ),
    },
    { weight: 2, arbitrary: fc.record({ account, reference }) },
  );

const onMarket = (symbol: VenueSymbol): fc.Arbitrary<ExchangeCommand> => {
  const sent = { clientId, order: newOrder(symbol) };
  const mode = oneOf('stopOnFailure', 'allowFailure');
  const newClientId = fc.option(clientId, { nil: undefined });
  const of = { time: 0, symbol };
  const place = fc.record({ account, ...sent });
  const cancel = fc.record({ to: target(symbol), restriction });
  const replace = fc.record({ to: target(symbol), restriction, mode, ...sent });
  const amend = fc.record({ to: target(symbol), amount: amounts, newClientId });
  return fc.oneof(
    { weight: 48, arbitrary: place.map((rest) => ({ _tag: 'place' as const, ...of, ...rest })) },
    {
      weight: 8,
      arbitrary: replace.map(({ to, ...rest }) => ({
        _tag: 'replace' as const,
        ...of,
        ...rest,
        account: to.account,
        cancel: to.reference,
      })),
    },
    {
      weight: 8,
      arbitrary: cancel.map(({ to, ...rest }) => ({
        _tag: 'cancel' as const,
        ...of,
        ...rest,
        account: to.account,
        cancel: to.reference,
      })),
    },
    {
      weight: 8,
      arbitrary: amend.map(({ to, ...rest }) => ({
        _tag: 'amend' as const,
        ...of,
        ...rest,
        account: to.account,
        order: to.reference,
      })),
    },
    { weight: 1, arbitrary: account.map((name) => ({ _tag: 'cancelAll' as const, ...of, account: name })) },
    { weight: 1, arbitrary: fc.constant({ _tag: 'halt' as const, ...of }) },
    { weight: 8, arbitrary: fc.constant({ _tag: 'resume' as const, ...of }) },
  );
};

const transfer = { time, account, token: oneOf(...TOKENS), amount: oneOf('1', '0.5', '7').map(dec) };

const command: fc.Arbitrary<ExchangeCommand> = fc.oneof(
  { weight: 40, arbitrary: onMarket(ETHUSDT) },
  { weight: 14, arbitrary: onMarket(ETHBNB) },
  { weight: 1, arbitrary: onMarket(NOTHING) },
  { weight: 2, arbitrary: fc.record({ _tag: tag('deposit'), ...transfer }) },
  { weight: 3, arbitrary: fc.record({ _tag: tag('withdraw'), ...transfer }) },
  {
    weight: 3,
    arbitrary: fc.record({ _tag: tag('setFees'), time, account, fees: oneOf(usual, inBnb, inBnb, free) }),
  },
  { weight: 3, arbitrary: fc.record({ _tag: tag('advance'), time }) },
);

/** A command at a time; what it is good till is counted from there. */
function timed(what: ExchangeCommand, at: number): ExchangeCommand {
  if ((what._tag !== 'place' && what._tag !== 'replace') || what.order.timeInForce !== 'gtd')
    return { ...what, time: at };
  return { ...what, time: at, order: { ...what.order, expireAt: at + what.order.expireAt } };
}

/** Histories of an exchange: up to 40 commands of three accounts, times never going back. */
export const histories: fc.Arbitrary<readonly ExchangeCommand[]> = fc
  .array(fc.tuple(command, fc.nat(2)), { minLength: 10, maxLength: 40, size: 'max' })
  .map((commands) => {
    let now = 0;
    return [...opening, ...commands.map(([what, pause]) => timed(what, (now += pause)))];
  });
