/** What `JSON.parse` returns. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What one marble file says: `source` and `inputs`, through `operator`, give `expected`. */
export interface MarbleDiagram {
  readonly fileName: string;
  /** The comment lines above the first diagram, without their `%`, joined by spaces; empty where there are none. */
  readonly title: string;
  readonly operator: MarbleCall;
  /** The first input diagram: what the operator is piped to. */
  readonly source: MarbleStream;
  /** The other input diagrams, by their `title`. */
  readonly inputs: ReadonlyMap<string, MarbleStream>;
  readonly expected: MarbleStream;
}

/** The operator line of a marble file. */
export interface MarbleCall {
  readonly name: string;
  readonly args: readonly Json[];
  /** 1-based. */
  readonly line: number;
}

/** One diagram of a marble file. One character is one frame, one millisecond of virtual time. */
export interface MarbleStream {
  /** 1-based. */
  readonly line: number;
  readonly title: string | undefined;
  readonly marbles: string;
  readonly events: readonly MarbleEvent[];
  /** An input that runs from frame 0 on, whoever subscribes; else it starts anew at each subscription. */
  readonly hot: boolean;
  /**
   * Of an input: the subscriptions it is to see, undefined where the file does not say. Of the expected diagram: the
   * one subscription to make, undefined for one that starts at frame 0 and is never given up.
   */
  readonly subscriptions: readonly MarbleSubscription[] | undefined;
}

/** One marble. */
export type MarbleEvent =
  | { readonly kind: 'next'; readonly frame: number; readonly letter: string; readonly value: Json }
  | { readonly kind: 'error'; readonly frame: number; readonly value: Json }
  | { readonly kind: 'complete'; readonly frame: number };

/** From the frame of `^` to the frame of `!`, `Infinity` where there is none. */
export interface MarbleSubscription {
  readonly from: number;
  readonly to: number;
}
