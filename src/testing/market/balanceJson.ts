import { Decimal } from 'decimal.js';
import * as t from 'io-ts';

import type { TokenAmount } from '../../domain/fee.js';
import type {
  BalanceDelta,
  BalanceEvent,
  BalanceInput,
  BalanceNews,
  Balances,
  BalanceSnapshot,
  OrderLocked,
  RefusedNews,
  VenueBalance,
} from '../../money/index.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { closed } from './closed.js';
import { readOrThrow } from './marbleJsonError.js';
import { DEFAULT_CONNECTION } from './messages.js';
import type { Reader } from './readByFirstKey.js';
import { amountText, exactly, fieldsJson, id, idJson, milliseconds, signedText, unless } from './scalars.js';

const pair = exactly(t.tuple([amountText, amountText], '[total, available]'));
const place = {
  feed: t.string,
  sequence: id,
  venueTime: milliseconds,
  requestedAt: milliseconds,
  receivedAt: milliseconds,
};
const snapshotFields = closed(
  { balances: t.record(t.string, t.union([pair, amountText]), 'table of balances by token') },
  { covers: t.keyof({ all: null, listed: null }), ...place },
);
const amounts = t.record(t.string, signedText, 'table of amounts by token');
const deltaFields = closed({ balanceDelta: amounts }, place);
const lockedFields = closed({ orderLocked: t.string }, { locks: amounts });

const why = t.keyof({ older: null, repeated: null, undecided: null });
const refused = { refused: t.record(t.string, why, 'table of reasons by token') };
const pairs = t.record(t.string, pair, 'table of [total, available] by token');
const changedFields = closed({ balancesChanged: t.array(t.string), balances: pairs }, refused);
const unchangedFields = closed({ balancesUnchanged: pairs }, refused);
const refusedFields = closed({ balancesRefused: pairs }, refused);

type Place = Partial<BalanceNews>;

const newsOf = (
  { feed = DEFAULT_CONNECTION, receivedAt, ...rest }: Place,
  { frame }: MarbleMoment,
): BalanceNews => ({ ...rest, feed, receivedAt: receivedAt ?? frame });

const newsJson = (
  { feed, sequence, venueTime, requestedAt, receivedAt }: BalanceNews,
  { frame }: MarbleMoment,
) => ({
  feed: unless<string>(feed, DEFAULT_CONNECTION),
  sequence: sequence === undefined ? undefined : idJson(sequence),
  venueTime,
  requestedAt,
  receivedAt: unless(receivedAt, frame),
});

const amountsOf = (table: Readonly<Record<string, string>>): readonly TokenAmount[] =>
  Object.entries(table).map(([token, amount]) => ({ token, amount: new Decimal(amount) }));

const amountsJson = (list: readonly TokenAmount[]): Json =>
  Object.fromEntries(list.map(({ token, amount }) => [token, amount.toFixed()]));

/** What tells balances, by the first key. */
export const BALANCE_READERS = {
  balances: (json, moment): BalanceSnapshot => {
    const { balances, covers = 'all', ...rest } = readOrThrow(snapshotFields, json);
    const told = Object.entries(balances).map(([token, balance]): VenueBalance => {
      const [total, available] = typeof balance === 'string' ? [balance] : balance;
      return {
        token,
        total: new Decimal(total),
        available: available === undefined ? undefined : new Decimal(available),
      };
    });
    return { _tag: 'balanceSnapshot', ...newsOf(rest, moment), covers, balances: told };
  },
  balanceDelta: (json, moment): BalanceDelta => {
    const { balanceDelta, ...rest } = readOrThrow(deltaFields, json);
    return { _tag: 'balanceDelta', ...newsOf(rest, moment), changes: amountsOf(balanceDelta) };
  },
  orderLocked: (json): OrderLocked => {
    const { orderLocked, locks = {} } = readOrThrow(lockedFields, json);
    return { _tag: 'orderLocked', order: orderLocked, locks: amountsOf(locks) };
  },
} satisfies Record<string, Reader<BalanceInput>>;

/** The JSON of what tells balances. */
export function balanceInputJson(input: BalanceInput, moment: MarbleMoment): Json {
  switch (input._tag) {
    case 'balanceSnapshot': {
      const told = input.balances.map(({ token, total, available }): [string, Json] => [
        token,
        available === undefined ? total.toFixed() : [total.toFixed(), available.toFixed()],
      ]);
      return fieldsJson({
        balances: Object.fromEntries(told),
        covers: unless<string>(input.covers, 'all'),
        ...newsJson(input, moment),
      });
    }
    case 'balanceDelta':
      return fieldsJson({ balanceDelta: amountsJson(input.changes), ...newsJson(input, moment) });
    case 'orderLocked':
      return fieldsJson({
        orderLocked: input.order,
        locks: input.locks.length === 0 ? undefined : amountsJson(input.locks),
      });
  }
}

const balancesOf = (table: Readonly<Record<string, readonly [string, string]>>): Balances =>
  new Map(
    Object.entries(table).map(([token, [total, available]]) => [
      token,
      { total: new Decimal(total), available: new Decimal(available) },
    ]),
  );

const refusedOf = (table: Readonly<Record<string, RefusedNews['why']>> = {}): readonly RefusedNews[] =>
  Object.entries(table).map(([token, reason]) => ({ token, why: reason }));

/** What was told meant for the balances, by the first key. */
export const BALANCE_EVENT_READERS = {
  balancesChanged: (json) => {
    const fields = readOrThrow(changedFields, json);
    return {
      _tag: 'balancesChanged',
      tokens: fields.balancesChanged,
      balances: balancesOf(fields.balances),
      refused: refusedOf(fields.refused),
    };
  },
  balancesUnchanged: (json) => {
    const { balancesUnchanged, refused: not } = readOrThrow(unchangedFields, json);
    return { _tag: 'balancesUnchanged', balances: balancesOf(balancesUnchanged), refused: refusedOf(not) };
  },
  balancesRefused: (json) => {
    const { balancesRefused, refused: not } = readOrThrow(refusedFields, json);
    return { _tag: 'balancesRefused', balances: balancesOf(balancesRefused), refused: refusedOf(not) };
  },
} satisfies Record<BalanceEvent['_tag'], Reader<BalanceEvent>>;

/** The JSON of what was told meant for the balances. */
export function balanceEventJson(event: BalanceEvent): Json {
  const all: Json = Object.fromEntries(
    Array.from(event.balances, ([token, { total, available }]) => [
      token,
      [total.toFixed(), available.toFixed()],
    ]),
  );
  const not = event.refused.map(({ token, why: reason }) => [token, reason]);
  return fieldsJson({
    ...(event._tag === 'balancesChanged'
      ? { balancesChanged: event.tokens, balances: all }
      : { [event._tag]: all }),
    refused: not.length === 0 ? undefined : (Object.fromEntries(not) as Json),
  });
}
