interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** Holds what comes until somebody takes it, and lets who comes too early wait; each thing is taken once, in order. */
export class Inbox<T> {
  readonly #held: T[] = [];
  readonly #waiting = new Set<Waiting<T>>();
  #ended: string | undefined;

  /**
   * @param lack what to say where nothing comes in time.
   * @param limitMs how long that is, in milliseconds.
   */
  constructor(
    readonly lack: string,
    readonly limitMs: number,
  ) {}

  put(value: T): void {
    const [first] = this.#waiting;
    if (first === undefined) this.#held.push(value);
    else first.resolve(value);
  }

  /** Nothing more comes. What is held can be taken. */
  end(why: string): void {
    this.#ended ??= why;
    for (const waiting of this.#waiting) waiting.reject(new Error(`${this.lack}: ${why}`));
  }

  /** The next one. Rejects where none is there, and none comes in time. */
  take(): Promise<T> {
    for (const next of this.#held.splice(0, 1)) return Promise.resolve(next);
    if (this.#ended !== undefined) return Promise.reject(new Error(`${this.lack}: ${this.#ended}`));
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting<T> = {
        resolve: (value) => settle(() => resolve(value)),
        reject: (error) => settle(() => reject(error)),
      };
      const timer = setTimeout(
        () => waiting.reject(new Error(`${this.lack} within ${this.limitMs} ms`)),
        this.limitMs,
      );
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        act();
      };
      this.#waiting.add(waiting);
    });
  }
}
