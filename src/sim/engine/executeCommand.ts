import type { VenueSymbol } from '../../domain/ids.js';
import { amendOrder, cancelByReference } from './changeOrder.js';
import { checkCommand } from './checkCommand.js';
import { cancelOrder, expireOrder, tellLevel } from './endOrder.js';
import type { Engine } from './engine.js';
import type {
  CancelAllOrders,
  ExchangeCommand,
  HaltTrading,
  PlaceOrder,
  ReplaceOrder,
  ResumeTrading,
} from './exchangeCommand.js';
import type { RequestRejected } from './exchangeEvent.js';
import type { Market } from './market.js';
import { placeOrder } from './placeOrder.js';
import { readOrder } from './readOrder.js';
import { transfer } from './transfers.js';

/**
 * Does what a command says, orders whose time has come first.
 *
 * @throws {RangeError} at once, with nothing changed, where the command is none: its time is before the last one's, or one
 * of its numbers is infinite or none; a transfer is not above zero or has more digits than its token; a fee is out of
 * range.
 */
export function executeCommand(engine: Engine, command: ExchangeCommand): void {
  checkCommand(engine, command);
  engine.log.time = command.time;
  expireDue(engine);
  carryOut(engine, command);
  engine.tellBalances();
}

function carryOut(engine: Engine, command: ExchangeCommand): void {
  const { log } = engine;
  switch (command._tag) {
    case 'deposit':
    case 'withdraw':
      return transfer(engine, command);
    case 'setFees': {
      const { account, fees } = command;
      engine.account(account).setFees(fees);
      return log.add({ _tag: 'fees', sequence: log.next(), time: log.time, account, fees });
    }
    case 'place':
      return onMarket(engine, 'place', command, (market) => place(engine, market, command));
    case 'cancel':
      return onMarket(engine, 'cancel', { ...command, ...command.cancel }, (market) => {
        cancelByReference(engine, market, command, 'cancel');
      });
    case 'cancelAll':
      return onMarket(engine, 'cancelAll', command, (market) => cancelAll(engine, market, command));
    case 'replace':
      return onMarket(engine, 'place', command, (market) => replace(engine, market, command));
    case 'amend':
      return onMarket(engine, 'amend', { ...command, ...command.order }, (market) =>
        amendOrder(engine, market, command),
      );
    case 'advance':
      return undefined;
    case 'halt':
    case 'resume':
      return onMarket(engine, command._tag, command, (market) => setHalted(engine, market, command));
  }
}

type OnMarket = Parameters<Engine['reject']>[1] & { readonly symbol: VenueSymbol };

function onMarket(
  engine: Engine,
  request: RequestRejected['request'],
  command: OnMarket,
  work: (market: Market) => void,
): void {
  const market = engine.markets.get(command.symbol);
  if (market === undefined) engine.reject(request, command, { _tag: 'unknownInstrument' });
  else work(market);
}

function place(engine: Engine, market: Market, command: PlaceOrder): void {
  const read = readOrder(market, command.order, command.time);
  if (read._tag === 'Left') engine.reject('place', command, read.left);
  else placeOrder(engine, market, command, read.right);
}

function replace(engine: Engine, market: Market, command: ReplaceOrder): void {
  const read = readOrder(market, command.order, command.time);
  if (read._tag === 'Left') return engine.reject('place', command, read.left);
  const isCancelled = cancelByReference(engine, market, command, 'replace');
  if (isCancelled || command.mode === 'allowFailure') placeOrder(engine, market, command, read.right);
}

function cancelAll(engine: Engine, market: Market, { account, symbol }: CancelAllOrders): void {
  const { open } = engine.account(account).seat(symbol);
  for (const order of open.values()) cancelOrder(engine, market, order, 'cancelAll');
}

function setHalted({ log }: Engine, market: Market, { _tag, symbol }: HaltTrading | ResumeTrading): void {
  const halted = _tag === 'halt';
  if (market.halted === halted) return;
  market.halted = halted;
  log.add({ _tag: halted ? 'halted' : 'resumed', sequence: log.next(), time: log.time, symbol });
}

function expireDue(engine: Engine): void {
  const { expiries, log, markets } = engine;
  for (let order = expiries.due(log.time); order !== undefined; order = expiries.due(log.time)) {
    const market = markets.get(order.symbol)!;
    const level = expireOrder(engine, market, order, 'goodTillTime');
    if (level !== undefined) tellLevel(engine, market, order.side, level);
  }
}
