import type { Observable } from 'rxjs';

import { quantizeAmount } from '../../money/index.js';
import type { BackoffOptions } from '../../sequence/backoff.js';
import type { SocketPort } from '../ports/socket.js';
import { connectionCosts } from '../requests/marketWindows.js';
import type { RateBudget } from '../requests/rateBudget.js';
import type { Redaction } from '../requests/redaction.js';
import { accountSide, type AccountSide } from './accountSide.js';
import { accountStream } from './accountStream.js';
import type { AccountFees } from './accountFees.js';
import { amendOrders, type AmendOrder } from './amendOrders.js';
import { cancelOrders, type CancelOrders } from './cancelOrders.js';
import type { ConnectorLog } from './connector.js';
import type { ConnectorAccount, GivenOptions } from './connectorOptions.js';
import { countedCalls, type Desk } from './desk.js';
import { ruleOf, type Instruments } from './instruments.js';
import { placeOrders, type PlaceOrder } from './placeOrders.js';
import type { StatusBoard } from './statusBoard.js';
import type { TrackedOrders } from './trackedOrders.js';
import type { TradingVenue } from './tradingVenue.js';
import type { VenueLine } from './venueLine.js';

/** What an account is traded with. */
export interface AccountDeskOptions {
  readonly venue: TradingVenue;
  readonly account: ConnectorAccount;
  readonly orders: TrackedOrders;
  readonly line: VenueLine;
  readonly socket: SocketPort;
  readonly budget: RateBudget;
  readonly redaction: Redaction;
  readonly fees: AccountFees;
  readonly instruments: () => Instruments;
  readonly status: StatusBoard;
  readonly log: (entry: ConnectorLog) => void;
  readonly stopped$: Observable<unknown>;
  readonly backoff: BackoffOptions;
  readonly given: GivenOptions;
}

/** All that can be done with an account. */
export interface AccountDesk extends CancelOrders, AccountSide {
  readonly place: PlaceOrder;
  readonly amend: AmendOrder;
  /** How many calls are under way that change something: the number at once, and each change of it. */
  readonly acting$: Observable<number>;
  /** How many are under way that keep the user stream, or end it: the number at once, and each change of it. */
  readonly keeping$: Observable<number>;
}

/**
 * Puts the parts together that trade on an account.
 *
 * @throws {RangeError} where the account's instance does not fit into a client id.
 */
export function accountDesk(options: AccountDeskOptions): AccountDesk {
  const { venue, account, orders, line, socket, budget, redaction, backoff, given } = options;
  const { fees, instruments, status, log, stopped$ } = options;
  const { now, ordersOver, sendWithinMs, cancelLimitMs, cancelAgainAfterMs } = given;
  const acts = countedCalls(line.make);
  const keeps = countedCalls(line.make);
  const { userStream } = venue.trading;
  const connecting = userStream._tag === 'subscribed' ? userStream.connectionCosts : undefined;
  const stream = accountStream({
    venue,
    socket,
    make: keeps.make,
    redaction,
    onUse: (uses) => {
      for (const { window, used } of uses) budget.heard(window, used);
    },
    permit: () => budget.take({ ...connectionCosts(venue.limits), ...connecting }),
    backoff,
    forOrders: ordersOver === 'socket',
    now,
  });
  const over = ordersOver === 'socket' ? stream.link : undefined;
  const desk: Desk = {
    venue,
    orders,
    ask: line.make,
    act: (call, manner) => acts.make(call, { over, first: true, ...manner }),
    now,
    venueTimeOf: (at) => at + line.clock.offsetMs(),
  };
  const ruleNow = (symbol: Parameters<typeof ruleOf>[1]) => ruleOf(instruments(), symbol);
  const side = accountSide({ desk, stream, fees, ruleOf: ruleNow, status, log, backoff, given });
  return {
    ...side,
    ...cancelOrders(desk, { cancelLimitMs, cancelAgainAfterMs, backoff, stopped$ }),
    place: placeOrders(desk, { instance: account.instance, sendWithinMs, instruments }),
    amend: amendOrders(desk, {
      quantize: (symbol, amount) => {
        const rule = ruleNow(symbol);
        return rule && amount.gte(0) && amount.isFinite() ? quantizeAmount(rule, amount) : undefined;
      },
      sendWithinMs,
      lookUp: side.lookUp,
      stopped$,
    }),
    acting$: acts.underWay$,
    keeping$: keeps.underWay$,
  };
}
