/** What kept a recording from being read on. */
export type RecordingFault =
  'missing' | 'directory' | 'unreadable' | 'brokenGzip' | 'noJson' | 'wrongShape' | 'lineTooLong';

/** A recording cannot be read on; what was read before it has been emitted. Trying again does not help. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
  readonly _tag = 'recordingError';

  constructor(
    readonly fault: RecordingFault,
    /** The path as it was given, or what the source is called. */
    readonly file: string,
    /** 1-based, as editors count; undefined where the file could not be opened. */
    readonly line: number | undefined,
    /** What is wrong, without the place. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(line === undefined ? `${file}: ${reason}` : `${file}:${line}: ${reason}`, options);
  }
}
