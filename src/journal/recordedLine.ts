import * as t from 'io-ts';

import { connectionId } from '../domain/ids.js';
import type { Frame } from '../domain/frame.js';
import type { RecordedFrame } from './recordedFrame.js';

const required = t.type({
  /** When the frame came, in milliseconds since 1970. */
  t: t.number,
  via: t.keyof({ ws: null, http: null }),
  /** Id of the connection; of an HTTP answer the URL. */
  conn: t.string,
  /** The text of the frame or body; of a compressed frame what it inflates to. */
  raw: t.string,
});

const optional = t.partial({
  /** How the frame was encoded on the wire. */
  enc: t.string,
  /** The compressed frame in base64. */
  bin: t.string,
  /** Those of an HTTP answer. */
  headers: t.record(t.string, t.string),
});

const fields = t.intersection([required, optional]);

/** One line of a recording, as JSON holds it. */
export type RecordedLine = t.TypeOf<typeof fields>;

/**
 * The codec of a recorded line. Lines without the optional fields, which is nearly all, are checked by hand; the rest,
 * and whatever is wrong, by the codecs of the fields.
 */
export const recordedLine = new t.Type<RecordedLine, RecordedLine, unknown>(
  'recorded line',
  fields.is,
  (value) => {
    if (typeof value === 'object' && value !== null) {
      const line = value as Readonly<Record<string, unknown>>;
      if (
        typeof line['t'] === 'number' &&
        (line['via'] === 'ws' || line['via'] === 'http') &&
        typeof line['conn'] === 'string' &&
        typeof line['raw'] === 'string' &&
        line['enc'] === undefined &&
        line['bin'] === undefined &&
        line['headers'] === undefined
      ) {
        return t.success(value as RecordedLine);
      }
    }
    return fields.decode(value);
  },
  t.identity,
);

/** The frame that a recorded line holds; `line` is its 0-based number. */
export function frameOfLine(
  { t: receivedAt, via, conn, raw, headers, bin }: RecordedLine,
  line: number,
): RecordedFrame {
  const origin = via === 'ws' ? 'stream' : 'request';
  const frame = { text: raw, via: origin, connection: connectionId(conn), receivedAt, line } as const;
  // Nearly all lines have neither; an object of one shape is made for them.
  if (headers === undefined && bin === undefined) return frame;
  return {
    ...frame,
    ...(headers && { headers }),
    ...(bin !== undefined && { bytes: Buffer.from(bin, 'base64') }),
  };
}

/** The text of the line, without its end, that records a frame. */
export function lineOfFrame({ text, bytes, via, connection, receivedAt, headers }: Frame): string {
  const line: RecordedLine = {
    t: receivedAt,
    via: via === 'stream' ? 'ws' : 'http',
    conn: connection,
    raw: text,
  };
  if (headers === undefined && bytes === undefined) return JSON.stringify(line);
  return JSON.stringify({
    ...line,
    ...(headers && { headers }),
    ...(bytes && { bin: Buffer.from(bytes).toString('base64') }),
  });
}
