import type { Engine } from './engine.js';
import type { Deposit, Withdraw } from './exchangeCommand.js';
import { toUnits } from './units.js';

/** Assets come in, or go out where they are available. */
export function transfer(engine: Engine, command: Deposit | Withdraw): void {
  const { ledger, log } = engine;
  const { account, token, amount } = command;
  const holding = ledger.holding(account, token);
  const units = transferUnits(engine, command);
  if (command._tag === 'withdraw' && units > holding.available) {
    const allowed = holding.decimal(holding.available);
    return engine.reject(
      'withdraw',
      { account },
      { _tag: 'insufficientBalance', token, wanted: amount, allowed },
    );
  }
  ledger.add(holding, command._tag === 'deposit' ? units : -units);
  const _tag = command._tag === 'deposit' ? 'deposited' : 'withdrawn';
  log.add({ _tag, sequence: log.next(), time: log.time, account, token, amount });
}

/** @throws {RangeError} where the amount is not above zero, or has more digits than its token. */
export function transferUnits(engine: Engine, { _tag, token, amount }: Deposit | Withdraw): bigint {
  const { places } = engine.ledger.token(token);
  const units = amount.isFinite() && amount.gt(0) ? toUnits(amount, places) : undefined;
  if (units !== undefined) return units;
  throw new RangeError(`${_tag} of ${amount.toFixed()} ${token}: no amount above zero of ${places} digits`);
}
