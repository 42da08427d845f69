import type { FaultDice } from './faultDice.js';
import type { CountedName, FaultSubject } from './venueFault.js';

/** What is answered in the venue's place. */
export interface StandIn {
  readonly status: number;
  readonly code: number;
  readonly msg: string;
  readonly retryAfterMs: number | undefined;
}

/** What becomes of a call. */
export type Verdict =
  /** It never reaches the venue. */
  | { readonly _tag: 'lost' }
  /** It reaches no more than the door. */
  | { readonly _tag: 'turnedAway'; readonly answer: StandIn }
  /** It is done; what becomes of its answer is said. */
  | {
      readonly _tag: 'done';
      readonly isAnswerLost: boolean;
      readonly instead: StandIn | undefined;
      readonly slowMs: number;
    };

const TIMEOUT: StandIn = {
  status: 504,
  code: -1007,
  msg: 'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
  retryAfterMs: undefined,
};

const SERVER_ERROR: StandIn = {
  status: 503,
  code: -1001,
  msg: 'Internal error; unable to process your request. Please try again.',
  retryAfterMs: undefined,
};

/** Faults of calls, over HTTP and over the WebSocket API alike. Answers are lost only of calls that change something. */
export class CallFaults {
  #bannedUntil = -Infinity;

  constructor(
    private readonly dice: FaultDice,
    private readonly now: () => number,
  ) {}

  judge(subject: Extract<FaultSubject, { _tag: 'call' }>): Verdict {
    const { name, changes } = subject;
    const possible: readonly CountedName[] = changes ? [...CALL_FAULTS, ...ANSWER_FAULTS] : CALL_FAULTS;
    const hits = new Map(possible.map((fault) => [fault, this.dice.hit(fault, subject)]));
    const comes = (fault: CountedName): number | undefined => {
      const lengthMs = hits.get(fault);
      if (lengthMs !== undefined) this.dice.tell(fault, name);
      return lengthMs;
    };
    const now = this.now();
    if (now < this.#bannedUntil) return { _tag: 'turnedAway', answer: bannedAnswer(this.#bannedUntil, now) };
    const banMs = comes('banned');
    if (banMs !== undefined) {
      this.#bannedUntil = now + banMs;
      return { _tag: 'turnedAway', answer: bannedAnswer(this.#bannedUntil, now) };
    }
    if (comes('lostRequest') !== undefined) return { _tag: 'lost' };
    const waitMs = comes('tooMany');
    if (waitMs !== undefined) return { _tag: 'turnedAway', answer: tooManyAnswer(waitMs) };
    if (comes('serverError') !== undefined) return { _tag: 'turnedAway', answer: SERVER_ERROR };
    const slowMs = comes('slow') ?? 0;
    const isAnswerLost = comes('lostAnswer') !== undefined;
    const isTimeout = !isAnswerLost && comes('timeout') !== undefined;
    return { _tag: 'done', isAnswerLost, instead: isTimeout ? TIMEOUT : undefined, slowMs };
  }
}

const CALL_FAULTS: readonly CountedName[] = ['banned', 'lostRequest', 'tooMany', 'serverError', 'slow'];
const ANSWER_FAULTS: readonly CountedName[] = ['lostAnswer', 'timeout'];

const tooManyAnswer = (retryAfterMs: number): StandIn => ({
  status: 429,
  code: -1003,
  msg: 'Too many requests queued.',
  retryAfterMs,
});

const bannedAnswer = (until: number, now: number): StandIn => ({
  status: 418,
  code: -1003,
  msg:
    `Way too much request weight used; IP banned until ${Math.floor(until)}. ` +
    'Please use WebSocket Streams for live updates to avoid bans.',
  retryAfterMs: until - now,
});
