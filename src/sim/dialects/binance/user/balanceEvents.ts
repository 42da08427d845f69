import { subtract } from '../../../../domain/exact.js';
import type { ExchangeStep } from '../../../engine/exchange.js';
import { numberText, wireTime } from '../numberText.js';
import type { UserEvent } from './executionReports.js';

/** What came of assets of an account, and its balances that are others now. */
export function balanceEvents({ events }: ExchangeStep, account: string): readonly UserEvent[] {
  const moves: UserEvent[] = [];
  const balances: UserEvent[] = [];
  let at = 0;
  for (const event of events) {
    if ((event._tag === 'deposited' || event._tag === 'withdrawn') && event.account === account) {
      const sign = event._tag === 'withdrawn' ? '-' : '';
      const time = wireTime(event.time);
      moves.push({
        e: 'balanceUpdate',
        E: time,
        a: event.token,
        d: sign + numberText(event.amount),
        T: time,
      });
    }
    if (event._tag !== 'balance' || event.account !== account) continue;
    at = wireTime(event.time);
    const { token, total, locked } = event;
    balances.push({ a: token, f: numberText(subtract(total, locked)), l: numberText(locked) });
  }
  if (balances.length === 0) return moves;
  return [...moves, { e: 'outboundAccountPosition', E: at, u: at, B: balances }];
}
