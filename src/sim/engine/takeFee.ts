import type { Liquidity, TokenAmount } from '../../domain/fee.js';
import type { Engine } from './engine.js';
import type { Holding } from './ledger.js';
import { powerOfTen, type Fraction } from './units.js';

/**
 * Takes the fee of a trade from what an account has just received, or from its holding of the discount's token, and gives
 * it to the exchange.
 */
export function takeFee(
  engine: Engine,
  received: Holding,
  amount: bigint,
  liquidity: Liquidity,
): TokenAmount {
  const { account, token } = received;
  const { usual, discounted, discountToken } = engine.account(account).rates;
  const rates = discounted.get(token.name);
  if (rates !== undefined && discountToken !== undefined) {
    const from = engine.ledger.holding(account, discountToken);
    const fee = feeIn(from, received, amount, rates[liquidity]);
    if (fee <= from.available) return take(engine, from, fee);
  }
  return take(engine, received, feeIn(received, received, amount, usual[liquidity]));
}

function take({ ledger, feeAccount }: Engine, from: Holding, fee: bigint): TokenAmount {
  const { name } = from.token;
  if (fee > 0n) ledger.move(from, ledger.holding(feeAccount, name), fee);
  return { token: name, amount: from.decimal(fee) };
}

/** In units of the token that it is paid from, rounded down. */
function feeIn(from: Holding, received: Holding, amount: bigint, rate: Fraction): bigint {
  const units = amount * rate.units;
  const places = received.token.places + rate.places - from.token.places;
  return places >= 0 ? units / powerOfTen(places) : units * powerOfTen(-places);
}
