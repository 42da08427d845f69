import * as E from 'fp-ts/lib/Either.js';
import type { Either } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';

import { faultsOf } from '../codec/faults.js';
import type { FrameContent, OtherFrame, Refusal, Reply } from '../domain/contents.js';
import type { FrameFault, UnknownFrame } from '../domain/errors.js';
import type { Frame } from '../domain/frame.js';
import type { VenueName } from '../domain/ids.js';

/** What a venue's decoder makes of a frame: what it holds, or how it breaks the venue's own format. */
export type Decoded = Either<readonly FrameFault[], readonly FrameContent[]>;

/** How much of a frame is quoted, in characters. */
const EXCERPT_LENGTH = 200;

/** The beginning of a frame, for messages about it. */
export const excerptOfFrame = ({ text }: Frame): string => text.slice(0, EXCERPT_LENGTH);

/** How many bytes of a binary frame are quoted. */
const EXCERPT_BYTES = 20;

/** The first bytes of a binary frame, in hexadecimal, and how many there are. */
export function excerptOfBytes(bytes: Uint8Array): string {
  const first = Array.from(bytes.subarray(0, EXCERPT_BYTES), (byte) => byte.toString(16).padStart(2, '0'));
  return `${bytes.length} bytes: ${first.join(' ')}`;
}

/** A frame that books have no use for. */
export const otherFrame = (venue: VenueName, kind: string): OtherFrame => ({ _tag: 'other', venue, kind });

/** The text that a frame wants to be answered with, over its own connection. */
export const replyTo = (venue: VenueName, { connection }: Frame, text: string): Reply => ({
  _tag: 'reply',
  venue,
  connection,
  text,
});

/** A frame of a kind that the venue's codecs do not know. */
export const unknownFrame = (venue: VenueName, frame: Frame): UnknownFrame => ({
  _tag: 'unknownFrame',
  venue,
  connection: frame.connection,
  receivedAt: frame.receivedAt,
  excerpt: excerptOfFrame(frame),
});

/** A refusal, with the venue's code where it has one. */
export const refusal = (venue: VenueName, message: string, code?: number): Refusal => ({
  _tag: 'refusal',
  venue,
  code,
  message,
});

/** One content. */
export const decoded = (...contents: readonly FrameContent[]): Decoded => E.right(contents);

/** One fault, with the path from the frame's root. */
export const fault = (path: string, value: string, expected: string): Decoded =>
  E.left([{ path, value, expected }]);

/** Reads a value with a codec; `under` is its path from the frame's root. */
export function readWith<A, O, R>(
  codec: t.Type<A, O>,
  value: unknown,
  under: string,
  use: (wire: A) => Either<readonly FrameFault[], R>,
): Either<readonly FrameFault[], R> {
  const result = codec.decode(value);
  return result._tag === 'Right' ? use(result.right) : E.left(faultsUnder(under, faultsOf(result.left)));
}

/** The same faults, of a part of the frame at `under`. */
const faultsUnder = (under: string, faults: readonly FrameFault[]): readonly FrameFault[] =>
  under === '' ? faults : faults.map((found) => ({ ...found, path: joinPath(under, found.path) }));

/** `a` and `b[0]` are `a.b[0]`, `a` and `[0]` are `a[0]`. */
const joinPath = (under: string, path: string): string =>
  path === '' || path.startsWith('[') ? under + path : `${under}.${path}`;

/** The URL that an HTTP answer is of; undefined where the connection does not name one. */
export const requestUrl = ({ connection }: Frame): URL | undefined =>
  URL.canParse(connection) ? new URL(connection) : undefined;

/** Whether an answer is the whole of a list: whether its URL asks by these parameters and by no other. */
export const asksForAll = ({ searchParams }: URL, ...parameters: readonly string[]): boolean =>
  [...searchParams.keys()].every((key) => parameters.includes(key));

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
