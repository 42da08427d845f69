import * as t from 'io-ts';

import type { BookChanges } from '../../book/compareBooks.js';
import { excerptOf } from '../../codec/faults.js';
import type { Json } from '../marbleDiagram.js';
import { changes, changesJson } from './changes.js';
import { closed, type Closed } from './closed.js';
import { MarbleJsonError, readOrThrow } from './marbleJsonError.js';
import { count, id, idJson, milliseconds } from './scalars.js';

interface Fields {
  readonly required: t.Props;
  readonly optional: t.Props;
}

const fields = (required: t.Props = {}, optional: t.Props = {}): Fields => ({ required, optional });

export const FEED_ERRORS = {
  disconnected: fields({ reason: t.string }),
  connectionGap: fields({ expected: id, actual: id }),
  frameLost: fields(),
};

export const SEQUENCE_ERRORS = {
  diffGap: fields({ last: id }, { firstId: id, previousId: id }),
  snapshotTooOld: fields({ snapshotId: id }, { firstHeldId: id }),
  holdOverflow: fields({ limit: count }),
  missingId: fields({
    message: t.keyof({ snapshot: null, diff: null }),
    id: t.keyof({ firstId: null, lastId: null, previousId: null }),
  }),
  delisted: fields(),
  dropped: fields(),
  ...FEED_ERRORS,
};

export const SNAPSHOT_UNAVAILABLE = fields({ attempts: count, error: t.unknown });

/** The causes of each status. */
export const STATUS_CAUSES = {
  syncing: { noSnapshot: fields(), snapshotUnavailable: SNAPSHOT_UNAVAILABLE },
  live: {
    snapshot: fields(),
    diff: fields(),
    trade: fields(),
    healed: fields({ differences: changes }),
  },
  gap: SEQUENCE_ERRORS,
  badChecksum: { checksumMismatch: fields({ expected: t.number, computed: t.number }) },
  crossed: { crossedBook: fields({ bestBid: t.string, bestAsk: t.string }) },
  stale: { silent: fields({ silentMs: milliseconds }) },
};

/**
 * Reads an object in which a cause is spread: the key `at` has its tag, its fields stand beside those of `required` and
 * `optional`. The caller says which union the table is of.
 */
export function readCause<Cause, R extends t.Props = t.Props, O extends t.Props = t.Props>(
  json: Readonly<Record<string, unknown>>,
  at: string,
  table: Readonly<Record<string, Fields>>,
  required: R,
  optional: O,
): { readonly cause: Cause; readonly rest: Closed<R, O> } {
  const tag = json[at];
  const own = typeof tag === 'string' && Object.hasOwn(table, tag) ? table[tag] : undefined;
  if (own === undefined) {
    const known = Object.keys(table).join(', ');
    throw new MarbleJsonError(`${at}: ${excerptOf(tag)} instead of one of ${known}`);
  }
  const types = { [at]: t.string, ...required, ...own.required };
  const all: Readonly<Record<string, unknown>> = readOrThrow(
    closed(types, { ...optional, ...own.optional }),
    json,
  );
  const names = [...Object.keys(own.required), ...Object.keys(own.optional)];
  const cause = { _tag: tag, ...Object.fromEntries(names.map((name) => [name, all[name]])) };
  // Both have been read by the codecs of just these keys.
  return { cause: cause as Cause, rest: all as Closed<R, O> };
}

/** The fields of a cause, without its tag. */
export function causeJson(cause: { readonly _tag: string }): Readonly<Record<string, Json | undefined>> {
  const json = Object.entries(cause).map(([key, value]: [string, unknown]) => [key, fieldJson(key, value)]);
  return { ...(Object.fromEntries(json) as Record<string, Json | undefined>), _tag: undefined };
}

function fieldJson(key: string, value: unknown): Json | undefined {
  if (typeof value === 'bigint') return idJson(value);
  if (key === 'differences') return changesJson(value as BookChanges);
  return errorJson(value);
}

/** The JSON of what something failed with: the message of an `Error`, anything else itself. */
export const errorJson = (error: unknown): Json | undefined =>
  error instanceof Error ? error.message : (error as Json | undefined);
