import * as t from 'io-ts';
import { map } from 'rxjs';

import { copyOfBook } from '../../../book/index.js';
import {
  clockOffset,
  listingChanges,
  marketMessages,
  orderBooks,
  orderBooksInPlace,
} from '../../../connector/index.js';
import { closed } from '../closed.js';
import { readOrThrow } from '../marbleJsonError.js';
import { marketOperator, type OperatorTable } from '../marketOperator.js';
import { count, milliseconds } from '../scalars.js';
import { sumOfLevels } from './bookOperators.js';
import { RULES } from './rules.js';
import { nextSnapshot } from './snapshotRequests.js';
import { CONTENTS, FEED } from './sources.js';

const orderBooksOptions = {
  options: closed(
    {},
    {
      checksum: t.boolean,
      staleAfterMs: milliseconds,
      holdLimit: count,
      snapshots: closed(
        {},
        { firstDelayMs: milliseconds, maxDelayMs: milliseconds, healEveryMs: milliseconds },
      ),
    },
  ),
};

const clockSample = t.strict({ sentAt: t.number, venueTime: t.number, receivedAt: t.number });

/** Those of `connector`. */
export const connectorOperators = {
  orderBooks: marketOperator({
    source: FEED,
    required: { rule: t.keyof(RULES) },
    optional: orderBooksOptions,
    make: ({ rule, options: { checksum = false, snapshots, ...options } = {} }) => {
      const rules = { continuity: RULES[rule], checksum: checksum ? sumOfLevels : undefined };
      return (source, context) =>
        source.pipe(
          orderBooks(rules, {
            ...options,
            ...(snapshots && { snapshots: { ...snapshots, request: nextSnapshot(context) } }),
          }),
        );
    },
  }),
  orderBooksInPlace: marketOperator({
    source: FEED,
    required: { rule: t.keyof(RULES) },
    optional: { options: closed({}, { checksum: t.boolean, holdLimit: count }) },
    make: ({ rule, options: { checksum = false, ...options } = {} }) => {
      const rules = { continuity: RULES[rule], checksum: checksum ? sumOfLevels : undefined };
      return (source) =>
        source.pipe(
          orderBooksInPlace(rules, options),
          // A marble shows each book as it was when it came.
          map(({ value, ...instrument }) => ({
            ...instrument,
            value: value.status === 'live' ? { ...value, book: copyOfBook(value.book) } : value,
          })),
        );
    },
  }),
  clockOffset: marketOperator({
    source: { sentAt: (json) => readOrThrow(clockSample, json) },
    make: () => clockOffset(),
  }),
  listingChanges: marketOperator({ source: CONTENTS, make: () => listingChanges() }),
  marketMessages: marketOperator({ source: CONTENTS, make: () => marketMessages() }),
} satisfies OperatorTable;
