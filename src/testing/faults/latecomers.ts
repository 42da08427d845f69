/** A value that comes out after a number of later ones. */
export interface Latecomer<T> {
  readonly value: T;
  readonly index: number;
  /** How many later values it waits for. */
  readonly after: number;
  /** How many of them are still to come. */
  readonly left: number;
}

/** Lets one later value by: who is due after it, and who waits on, each in the order that they came in. */
export function letOneBy<T>(waiting: readonly Latecomer<T>[]): {
  readonly due: readonly Latecomer<T>[];
  readonly rest: readonly Latecomer<T>[];
} {
  const due: Latecomer<T>[] = [];
  const rest: Latecomer<T>[] = [];
  for (const latecomer of waiting) {
    const { left } = latecomer;
    if (left > 1) rest.push({ ...latecomer, left: left - 1 });
    else due.push({ ...latecomer, left: 0 });
  }
  return { due, rest };
}
