import * as t from 'io-ts';
import type { Observable } from 'rxjs';

import { needsSnapshot, type BookState } from '../../../book/index.js';
import {
  contiguous,
  increasing,
  linked,
  perConnection,
  periodicSnapshots,
  resync,
  sequenceBy,
  snapshotOnly,
  stampedLocally,
} from '../../../sequence/index.js';
import { closed } from '../closed.js';
import type { NumberedFrame } from '../inputs.js';
import { MarbleJsonError } from '../marbleJsonError.js';
import { marketOperator, type OperatorTable } from '../marketOperator.js';
import { lastStep, pipelineOf, pipelineSteps } from '../pipelineOf.js';
import { count, milliseconds } from '../scalars.js';
import { RULES } from './rules.js';
import { nextSnapshot } from './snapshotRequests.js';
import { FRAMES, MESSAGES } from './sources.js';

const sequenceOptions = { options: closed({}, { holdLimit: count, holdAfterGap: t.boolean }) };
const resyncOptions = {
  options: closed({}, { firstDelayMs: milliseconds, maxDelayMs: milliseconds, calmMs: milliseconds }),
};

/** Operators that emit states, by which {@link resync} asks. */
const OF_STATES: readonly unknown[] = ['buildBook', 'markStale', 'verifyChecksum', 'rejectCrossed'];

/** Those of `sequence`; `all` gives the operators that a pipeline may name. */
export const sequenceOperators = (all: () => OperatorTable) =>
  ({
    contiguous: marketOperator({
      source: MESSAGES,
      optional: sequenceOptions,
      make: ({ options }) => contiguous(options),
    }),
    linked: marketOperator({
      source: MESSAGES,
      optional: sequenceOptions,
      make: ({ options }) => linked(options),
    }),
    increasing: marketOperator({
      source: MESSAGES,
      optional: sequenceOptions,
      make: ({ options }) => increasing(options),
    }),
    stampedLocally: marketOperator({
      source: MESSAGES,
      optional: sequenceOptions,
      make: ({ options }) => stampedLocally(options),
    }),
    snapshotOnly: marketOperator({ source: MESSAGES, make: () => snapshotOnly() }),
    sequenceBy: marketOperator({
      source: MESSAGES,
      required: { rule: t.keyof(RULES) },
      optional: sequenceOptions,
      make: ({ rule, options }) => sequenceBy(RULES[rule], options),
    }),
    perConnection: marketOperator({
      source: FRAMES,
      make: () =>
        perConnection(({ connection, sequence, receivedAt }: NumberedFrame) =>
          sequence === undefined ? undefined : { connection, sequence, receivedAt },
        ),
    }),
    periodicSnapshots: marketOperator({
      source: MESSAGES,
      required: { everyMs: milliseconds },
      make:
        ({ everyMs }) =>
        (source, context) =>
          source.pipe(periodicSnapshots(everyMs, nextSnapshot(context))),
    }),
    resync: marketOperator({
      source: MESSAGES,
      required: { pipeline: pipelineSteps },
      optional: resyncOptions,
      make: ({ pipeline, options }) => {
        const last = lastStep(pipeline);
        if (!OF_STATES.includes(last)) {
          throw new MarbleJsonError(
            `the pipeline ends with ${String(last)} instead of ${OF_STATES.join(', ')}`,
          );
        }
        const build = pipelineOf(pipeline, all());
        return (source, context) =>
          source.pipe(
            resync((messages$) => build(messages$, context) as Observable<BookState>, {
              ...options,
              request: nextSnapshot(context),
              needsSnapshot,
            }),
          );
      },
    }),
  }) satisfies OperatorTable;
