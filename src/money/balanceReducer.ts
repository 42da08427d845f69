import { Decimal } from 'decimal.js';

import type { TokenAmount } from '../domain/fee.js';
import { TextMap } from '../domain/textMap.js';
import type { Balance, BalanceEvent, Balances, RefusedNews } from './balanceEvent.js';
import type { BalanceInput, BalanceNews, BalanceSnapshot, VenueBalance } from './balanceInput.js';
import { compareNews } from './compareNews.js';
import {
  afterChange,
  afterSnapshot,
  balanceOf,
  noneAt,
  UNKNOWN,
  type Told,
  type TokenBalance,
} from './tokenBalance.js';
import { addAmounts, type TokenTotals } from './tokens.js';

/** All that is known of an account's balances. */
export interface BalancesState {
  readonly balances: Balances;
  readonly tokens: ReadonlyMap<string, TokenBalance>;
  /** The newest snapshot that was to list all: of other tokens there was nothing. */
  readonly all: BalanceNews | undefined;
  /** What each own order locks. */
  readonly orders: TextMap<readonly TokenAmount[]>;
  /** What own orders lock together. */
  readonly locked: TokenTotals;
}

/** What a message makes of the state, and what it meant. */
export interface BalancesResult {
  readonly state: BalancesState;
  readonly event: BalanceEvent;
}

/** How balances are kept. */
export interface BalanceOptions {
  /**
   * How many changes of a token are kept beside its last snapshot, so that one that was made before some of them can be
   * used. Default 64.
   */
  readonly holdLimit?: number;
}

const ZERO = new Decimal(0);
const DEFAULT_HOLD_LIMIT = 64;

/** Before the first message. */
export const INITIAL_BALANCES: BalancesState = {
  balances: new Map(),
  tokens: new Map(),
  all: undefined,
  orders: TextMap.empty(),
  locked: new Map(),
};

/**
 * The pure reducer of an account's balances. Newer is never overwritten by older: each token goes by the venue's count, else
 * the venue's times, else arrival, and what nothing decides is refused. A snapshot that comes late is joined by the
 * changes that are newer than it; changes that come before the first snapshot wait for it. Between snapshots, what is
 * available follows the changes and what own orders lock.
 *
 * The event has all balances; where nothing changed, the same map as before.
 *
 * @throws {RangeError} where `holdLimit` is no count above zero.
 */
export function balanceReducer(
  state: BalancesState,
  input: BalanceInput,
  { holdLimit = DEFAULT_HOLD_LIMIT }: BalanceOptions = {},
): BalancesResult {
  checkHoldLimit(holdLimit);
  switch (input._tag) {
    case 'balanceSnapshot': {
      const news = newsOf(input);
      const all = input.covers === 'all' && isNewer(news, state.all) ? news : state.all;
      const tokens = balancesOf(input, state).map((balance): readonly [string, Told] => {
        const { token } = balance;
        const locked = state.locked.get(token) ?? ZERO;
        return [token, afterSnapshot(knownOf(state, token), balance, news, locked)];
      });
      return after({ ...state, all }, tokens);
    }
    case 'balanceDelta': {
      const news = newsOf(input);
      const sums = addAmounts(new Map(), input.changes);
      const tokens = Array.from(sums, ([token, sum]): readonly [string, Told] => [
        token,
        afterChange(knownOf(state, token), sum, news, holdLimit),
      ]);
      return after(state, tokens);
    }
    case 'orderLocked': {
      const { order, locks } = input;
      const before = state.orders.get(order) ?? [];
      const orders = locks.length === 0 ? state.orders.delete(order) : state.orders.set(order, locks);
      const released = before.map(({ token, amount }) => ({ token, amount: amount.neg() }));
      const locked = addAmounts(addAmounts(state.locked, released), locks);
      const names = new Set([...before, ...locks].map(({ token }) => token));
      const tokens = Array.from(names, (token): readonly [string, Told] => [token, knownOf(state, token)]);
      return after({ ...state, orders, locked }, tokens);
    }
  }
}

/** @throws {RangeError} where it is no count above zero. */
export function checkHoldLimit(holdLimit: number): void {
  if (!(Number.isSafeInteger(holdLimit) && holdLimit > 0))
    throw new RangeError(`holdLimit is no count above zero: ${holdLimit}`);
}

/** Where and when alone: what else a message holds is not to be kept. */
const newsOf = ({ feed, sequence, venueTime, requestedAt, receivedAt }: BalanceNews): BalanceNews => ({
  feed,
  sequence,
  venueTime,
  requestedAt,
  receivedAt,
});

const isNewer = (news: BalanceNews, before: BalanceNews | undefined): boolean =>
  before === undefined || compareNews(news, before) === 'newer';

const knownOf = ({ tokens, all }: BalancesState, token: string): TokenBalance =>
  tokens.get(token) ?? (all === undefined ? UNKNOWN : noneAt(all));

/** What a snapshot tells, with the tokens that it would have told if there were some; of one told twice the later counts. */
function balancesOf(
  { balances, covers }: BalanceSnapshot,
  { tokens }: BalancesState,
): readonly VenueBalance[] {
  const listed = new Map(balances.map((balance) => [balance.token, balance]));
  if (covers === 'all') {
    for (const token of tokens.keys())
      if (!listed.has(token)) listed.set(token, { token, total: ZERO, available: ZERO });
  }
  return [...listed.values()];
}

/** The state with what was told of tokens, and what that changed. */
function after(state: BalancesState, told: readonly (readonly [string, Told])[]): BalancesResult {
  const tokens = new Map(state.tokens);
  const changes = new Map<string, Balance>();
  const refused: RefusedNews[] = [];
  for (const [token, known] of told) {
    if (typeof known === 'string') {
      refused.push({ token, why: known });
      continue;
    }
    tokens.set(token, known);
    const balance = balanceOf(known, state.locked.get(token) ?? ZERO);
    if (balance !== undefined && !isSame(balance, state.balances.get(token))) changes.set(token, balance);
  }
  if (changes.size === 0) {
    const { balances } = state;
    const used = refused.length === 0 || refused.length < told.length;
    return {
      state: { ...state, tokens },
      event: { _tag: used ? 'balancesUnchanged' : 'balancesRefused', balances, refused },
    };
  }
  const balances = new Map([...state.balances, ...changes]);
  return {
    state: { ...state, tokens, balances },
    event: { _tag: 'balancesChanged', tokens: [...changes.keys()], balances, refused },
  };
}

const isSame = (balance: Balance, before: Balance | undefined): boolean =>
  before !== undefined && balance.total.eq(before.total) && balance.available.eq(before.available);
