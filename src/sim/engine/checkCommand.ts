import type { Decimal } from 'decimal.js';

import { accountFees } from './accountFees.js';
import type { Engine } from './engine.js';
import type { ExchangeCommand } from './exchangeCommand.js';
import type { NewOrder } from './newOrder.js';
import { transferUnits } from './transfers.js';

/**
 * Sees to it that a command is one, before anything is changed.
 *
 * @throws {RangeError} where its time is before the last one's, or one of its numbers is infinite or none; where a transfer
 * is not above zero or has more digits than its token; where a fee is out of range.
 */
export function checkCommand(engine: Engine, command: ExchangeCommand): void {
  const { _tag, time } = command;
  const last = engine.log.time;
  if (!(time >= last && time < Infinity))
    throw new RangeError(`a command of ${time} comes after one of ${last}`);
  if (_tag === 'deposit' || _tag === 'withdraw') transferUnits(engine, command);
  if (_tag === 'setFees') accountFees(command.fees);
  if (_tag === 'place' || _tag === 'replace') checkNumbers(command.order);
  if (_tag === 'amend') checkFinite('amount', command.amount);
}

function checkNumbers({ price, amount, quoteAmount, expireAt }: NewOrder): void {
  checkFinite('price', price);
  checkFinite('amount', amount);
  checkFinite('quoteAmount', quoteAmount);
  if (expireAt !== undefined && !Number.isFinite(expireAt))
    throw new RangeError(`expireAt is no time: ${expireAt}`);
}

function checkFinite(name: string, value: Decimal | undefined): void {
  if (value?.isFinite() === false) throw new RangeError(`${name} is no number: ${value.toFixed()}`);
}
