import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

import type { Context } from 'mocha';

import type { MarketDataVenue } from '../../src/connector/index.js';
import { connectionId, type Frame } from '../../src/domain/index.js';

/** Where recorded traffic lies: `ORDERFLOW_RECORDINGS`, or a folder beside the checkout. */
const FOLDER = process.env['ORDERFLOW_RECORDINGS'] ?? resolve('..', 'shared', 'recordings');

/** The folder of recordings. Without one the test is pending; on a CI server it fails. */
export function recordingsOrPending(test: Context): string {
  if (!existsSync(FOLDER)) {
    if (process.env['CI'] !== undefined) throw new Error(`no recordings at ${FOLDER}`);
    test.skip();
  }
  return FOLDER;
}

interface RecordedLine {
  readonly t: number;
  readonly via: 'ws' | 'http';
  readonly conn: string;
  readonly raw: string;
  readonly bin?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const recordedLines = (folder: string, name: string): readonly RecordedLine[] =>
  gunzipSync(readFileSync(join(folder, `${name}.ndjson.gz`)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedLine);

/** Every frame of a recording, in order. */
export const recordedFrames = (folder: string, name: string): readonly Frame[] =>
  recordedLines(folder, name).map(({ t, via, conn, raw, bin, headers }) => ({
    // A compressed frame is read from what came over the wire.
    text: bin === undefined ? raw : '',
    bytes: bin === undefined ? undefined : Buffer.from(bin, 'base64'),
    ...(headers && { headers }),
    via: via === 'ws' ? 'stream' : 'request',
    connection: connectionId(conn),
    receivedAt: t,
  }));

/** A compressed frame by its text. */
export const inflated = ({ readBytes }: Pick<MarketDataVenue, 'readBytes'>, frame: Frame): Frame =>
  frame.bytes === undefined || readBytes === undefined
    ? frame
    : { ...frame, text: readBytes(frame.bytes), bytes: undefined };

/** The compressed frames of a recording, each with the text that the recorder made of it. */
export const compressedFrames = (
  folder: string,
  name: string,
): readonly { readonly bytes: Uint8Array; readonly text: string }[] =>
  recordedLines(folder, name).flatMap(({ bin, raw }) =>
    bin === undefined ? [] : [{ bytes: Buffer.from(bin, 'base64'), text: raw }],
  );

/** What an independent program counted in a recording. */
export interface OracleAnswer {
  readonly frames_per_channel: Readonly<Record<string, number>>;
  readonly symbols: Readonly<
    Record<
      string,
      {
        readonly snapshots: number;
        readonly diffs_applied: number;
        readonly diffs_stale: number;
        readonly trades: number;
      }
    >
  >;
}

export const oracleOf = (folder: string, name: string): OracleAnswer =>
  JSON.parse(readFileSync(join(folder, 'oracle', `${name}.json`), 'utf8')) as OracleAnswer;
