/** What a fault operator did. `index` is the place of the value in what the operator got, from 0 on. */
interface FaultOf<Tag extends string, T> {
  readonly _tag: Tag;
  readonly value: T;
  readonly index: number;
}

/** A value vanished. */
export type Dropped<T> = FaultOf<'dropped', T>;

/** A value came a second time, `after` later ones. */
export interface Duplicated<T> extends FaultOf<'duplicated', T> {
  readonly after: number;
}

/** A value was held back until `by` later ones had come. */
export interface Reordered<T> extends FaultOf<'reordered', T> {
  readonly by: number;
}

/** A value was held back for `delayMs` milliseconds. */
export interface Delayed<T> extends FaultOf<'delayed', T> {
  readonly delayMs: number;
}

/** With this value a silence of `stallMs` milliseconds began. */
export interface Stalled<T> extends FaultOf<'stalled', T> {
  readonly stallMs: number;
}

/** `corrupted` came in the place of a value. */
export interface Corrupted<T> extends FaultOf<'corrupted', T> {
  readonly corrupted: T;
}

/** This value was the last one before a break; the next `lose` are lost. */
export interface Cut<T> extends FaultOf<'cut', T> {
  readonly lose: number;
}

/** A value never came: in a silence, after a break, or because it was held when the source failed. */
export type Lost<T> = FaultOf<'lost', T>;

/** One fault, by its `_tag`. */
export type Fault<T> =
  Dropped<T> | Duplicated<T> | Reordered<T> | Delayed<T> | Stalled<T> | Corrupted<T> | Cut<T> | Lost<T>;
