import { closeSync, createWriteStream, existsSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { metaFileOf } from './metaFile.js';
import type { PortRecorder } from './recordPorts.js';
import { lineOfFrame } from './recordedLine.js';

/** The version of the format in which recordings are written. */
const VERSION = 1;

/** So much may wait to be written, in characters; more ends the recording, for nothing of it may be lost unnoticed. */
const MOST_WAITING = 256 * 1024 * 1024;

const FLUSH_MS = 1_000;

/** What a recording is of. */
export interface RecordingOrigin {
  /** The venue's name. */
  readonly exchange: string;
  /** What was asked to be recorded. */
  readonly symbols: readonly string[];
  /** Our clock: milliseconds since 1970. */
  readonly now: () => number;
}

/** What was written. */
export interface WrittenRecording {
  readonly frames: number;
  readonly connections: number;
}

/** A recording that is being written. */
export interface RecordingWriter {
  /** Takes what is to be written; for `recordPorts`. */
  readonly recorder: PortRecorder;
  /** Rejects when it cannot be written, or not as fast as it comes; else pending as long as it is open. */
  readonly failed: Promise<never>;
  /** Ends it and removes it: nothing was worth writing. */
  readonly discard: () => Promise<void>;
  /** Ends it, and writes beside it what its connections were; resolves when all of it is on the way to the disk. */
  readonly close: () => Promise<WrittenRecording>;
}

/**
 * Writes a recording that `readRecording` reads: a line a frame, compressed where the name ends in `.gz`; and beside it, in
 * `NAME.meta.json`, the connections, what was sent over them, and the version of the format.
 *
 * @throws {Error} where there is a file of either name already, or none can be made.
 */
export function writeRecording(file: string, origin: RecordingOrigin): RecordingWriter {
  const metaFile = metaFileOf(file);
  for (const name of [file, metaFile]) if (existsSync(name)) throw new Error(`${name}: there is one already`);
  const disk = createWriteStream(file, { fd: openSync(file, 'wx') });
  const meta = openSync(metaFile, 'wx');
  const gzip = file.endsWith('.gz') ? createGzip() : undefined;
  gzip?.pipe(disk);
  // What a kill leaves can be read up to the last second.
  const flushing = setInterval(() => gzip?.flush(), FLUSH_MS);
  disk.once('close', () => clearInterval(flushing));
  const out: Writable = gzip ?? disk;
  const startedAt = origin.now();
  const connections: Record<string, { readonly url: string; readonly t: number }> = {};
  const sent: { readonly t: number; readonly conn: string; readonly raw: string }[] = [];
  let frames = 0;
  let fail: (error: Error) => void;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  // Whoever does not look at it is told when it is closed.
  failed.catch(() => {});
  for (const stream of new Set([out, disk])) stream.on('error', (error: Error) => fail(error));
  return {
    failed,
    recorder: {
      frame: (frame) => {
        frames++;
        out.write(`${lineOfFrame(frame)}\n`);
        if (out.writableLength > MOST_WAITING)
          fail(new Error(`${file}: cannot be written as fast as it comes`));
      },
      connected: (connection, url) => (connections[connection] = { url, t: origin.now() }),
      sent: (connection, raw) => sent.push({ t: origin.now(), conn: connection, raw }),
    },
    discard: async () => {
      const ended = finished(disk);
      out.end();
      await ended.catch(() => {});
      closeSync(meta);
      for (const name of [file, metaFile]) unlinkSync(name);
    },
    close: async () => {
      const { exchange, symbols } = origin;
      const ended = finished(disk);
      out.end();
      await Promise.race([ended, failed]);
      const date = new Date(startedAt).toISOString().slice(0, 10);
      const told = { name: exchange, exchange, date, version: VERSION, symbols, frames, connections, sent };
      writeFileSync(meta, `${JSON.stringify(told, undefined, 1)}\n`);
      closeSync(meta);
      return { frames, connections: Object.keys(connections).length };
    },
  };
}
