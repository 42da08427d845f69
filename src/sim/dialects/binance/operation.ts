import type { Desk } from './desk.js';
import type { Params } from './params.js';

/** One call of an operation that is allowed. */
export interface Call {
  readonly desk: Desk;
  readonly params: Params;
  /** Who calls; empty where nobody has to say. */
  readonly account: string;
  /** The venue's time. */
  readonly time: number;
}

/** Something that can be asked of the venue, over REST, over its WebSocket API, or both. */
export interface Operation {
  /** Whether it needs a key, or a signature too. */
  readonly security: 'none' | 'apiKey' | 'signed';
  /** All parameters that it reads, besides those of its security. */
  readonly parameters: readonly string[];
  readonly weight: number | ((params: Params) => number);
  /** How many orders it counts as; none where left out. */
  readonly orders?: number;
  /** The answer as JSON. Throws a Refusal where there is none. */
  readonly run: (call: Call) => unknown;
}
