import type { Observable, SchedulerLike } from 'rxjs';

/** What an operator gets beside the source while a marble file runs. */
export interface MarbleContext {
  /** Virtual time, one millisecond a frame. RxJS's own schedulers keep the same time as long as the file runs. */
  readonly scheduler: SchedulerLike;
  /**
   * The further input diagram whose `title` is `name`; the element type is the operator's to say. Throws a
   * `MarbleFileError` where the file has none; an input that is never asked for is refused too.
   */
  readonly input: (name: string) => Observable<never>;
}

/**
 * Makes the operator under test of the JSON arguments in the parentheses of the operator line. What it returns may be
 * any `OperatorFunction`; one that needs virtual time or further inputs takes the context as its second parameter:
 * `(limit: number) => (source, { input }) => source.pipe(holdUntil(input('snapshots'), limit))`.
 */
export type MarbleOperator = (...args: never[]) => MarbleOperatorFunction;

/** The operator under test itself; the element type of `source` is its own to say. */
export type MarbleOperatorFunction = (
  source: Observable<never>,
  context: MarbleContext,
) => Observable<unknown>;

/** When a marble is emitted. */
export interface MarbleMoment {
  /** Frames since the run began, each a millisecond of virtual time; of a cold input too, whenever it is subscribed. */
  readonly frame: number;
}

/** How the JSON of the diagrams and the values of the streams become each other. */
export interface MarbleCodecs {
  /**
   * What an input emits where its diagram has `json`; `title` tells the input. The JSON itself where left out. Called
   * for every marble before the run as well, at its own place in the diagram, so that what it refuses is always seen.
   */
  readonly input?: (json: never, title: string | undefined, moment: MarbleMoment) => unknown;
  /** What of an emitted value is compared with the expected JSON. The value itself where left out. */
  readonly output?: (value: never, moment: MarbleMoment) => unknown;
  /**
   * What of an error is compared with the expected JSON. Where left out: the message of an `Error`, anything else
   * itself.
   */
  readonly error?: (error: never) => unknown;
}

/** An operator whose streams do not carry plain JSON. */
export interface MarbleOperatorWithCodecs extends MarbleCodecs {
  readonly operator: MarbleOperator;
}

/** The operators that marble files may name. */
export type MarbleOperators = Readonly<Record<string, MarbleOperator | MarbleOperatorWithCodecs>>;
