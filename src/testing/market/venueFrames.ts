import * as t from 'io-ts';

import type { Frame } from '../../domain/frame.js';
import { connectionId } from '../../domain/ids.js';
import type { FeedInterrupted } from '../../domain/messages.js';
import { closed } from './closed.js';
import { INPUT_READERS } from './inputs.js';
import { readOrThrow } from './marbleJsonError.js';
import { DEFAULT_CONNECTION } from './messages.js';
import type { Reader } from './readByFirstKey.js';
import { milliseconds } from './scalars.js';

/** What comes over a venue's connections. */
export type WireInput = Frame | FeedInterrupted;

const streamFields = closed({ ws: t.unknown }, { connection: t.string, receivedAt: milliseconds });
const answerFields = closed(
  { http: t.string, body: t.unknown },
  { headers: t.record(t.string, t.string), receivedAt: milliseconds },
);

/** The text of a payload: a string is the text itself, anything else its JSON. */
const textOf = (payload: unknown): string =>
  typeof payload === 'string' ? payload : JSON.stringify(payload);

const readStream: Reader<Frame> = (json, { frame }) => {
  const { ws, connection = DEFAULT_CONNECTION, receivedAt = frame } = readOrThrow(streamFields, json);
  return { text: textOf(ws), via: 'stream', connection: connectionId(connection), receivedAt };
};

const readAnswer: Reader<Frame> = (json, { frame }) => {
  const { http, body, headers, receivedAt = frame } = readOrThrow(answerFields, json);
  const answer: Frame = { text: textOf(body), via: 'request', connection: connectionId(http), receivedAt };
  return headers === undefined ? answer : { ...answer, headers };
};

/** What comes over a venue's connections, by the first key. */
export const WIRE_READERS = {
  ws: readStream,
  http: readAnswer,
  interrupted: INPUT_READERS.interrupted,
} satisfies Record<string, Reader<WireInput>>;
