/** What a fault may hit. */
export type FaultSubject =
  /** A request over HTTP, `POST /api/v3/order`, or one over the WebSocket API, `order.place`. */
  | { readonly _tag: 'call'; readonly name: string; readonly changes: boolean }
  /** A frame of the market on its way to a client. */
  | { readonly _tag: 'frame'; readonly isDepth: boolean; readonly text: string }
  /** A connection that is wanted, by its path. */
  | { readonly _tag: 'connection'; readonly path: string };

/** Faults that hit some of what comes by, one by one. */
export type CountedName =
  | 'drop'
  | 'hole'
  | 'duplicate'
  | 'reorder'
  | 'delay'
  | 'refuse'
  | 'tooMany'
  | 'banned'
  | 'serverError'
  | 'timeout'
  | 'lostRequest'
  | 'lostAnswer'
  | 'slow';

/** Faults that come after a time. */
export type TimedName = 'stall' | 'silent' | 'disconnect';

/** Hits by chance, or by a script. */
export interface CountedFault {
  readonly name: CountedName;
  /** The share of those that are hit, from 0 to 1. */
  readonly rate?: number;
  /** Which ones are hit, counted from 1. */
  readonly at?: readonly number[];
  /** How long it lasts, where it lasts, in milliseconds. */
  readonly lastsMs?: number;
  /** Of others it neither hits nor counts any. */
  readonly only?: (subject: FaultSubject) => boolean;
}

/** Comes to each connection after a time that is drawn, or to all at times of a script. */
export interface TimedFault {
  readonly name: TimedName;
  /** The mean time until it comes, in milliseconds. */
  readonly everyMs?: number;
  /** When it comes, in milliseconds since the venue was there. */
  readonly atMs?: readonly number[];
  /** How long it lasts, where it lasts, in milliseconds. */
  readonly lastsMs?: number;
}

/** The venue's clock is ahead of ours by so much, or behind where it is below zero. */
export interface ClockSkew {
  readonly name: 'skew';
  readonly byMs: number;
}

/** Something that goes wrong between a client and an embedded venue. Several are put together in a list. */
export type VenueFault = CountedFault | TimedFault | ClockSkew;

/** A fault has come. */
export interface FaultTold {
  readonly name: CountedName | TimedName;
  /** Whom it hit: a call's name, or the path of a connection. */
  readonly hit: string;
  /** In milliseconds since 1970, by our clock. */
  readonly at: number;
}

/** How long a fault lasts of which nothing is said, in milliseconds. Others have no length. */
export const USUAL_LENGTH_MS: Readonly<Partial<Record<VenueFault['name'], number>>> = {
  delay: 500,
  stall: 5_000,
  silent: 10_000,
  tooMany: 1_000,
  banned: 120_000,
  slow: 2_000,
};

export const COUNTED: readonly CountedName[] = [
  'drop',
  'hole',
  'duplicate',
  'reorder',
  'delay',
  'refuse',
  'tooMany',
  'banned',
  'serverError',
  'timeout',
  'lostRequest',
  'lostAnswer',
  'slow',
];

export const TIMED: readonly TimedName[] = ['stall', 'silent', 'disconnect'];
