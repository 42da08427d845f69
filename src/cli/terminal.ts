import type { ReadStream, WriteStream } from 'node:tty';

/** What a command reads and writes, and what it knows of the process. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream & Partial<Pick<ReadStream, 'setRawMode'>>;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}
