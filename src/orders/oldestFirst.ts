interface Link<T> {
  readonly value: T;
  older: Link<T> | undefined;
  newer: Link<T> | undefined;
}

/**
 * Values in the order in which they were added, each once. The oldest is found at once, however many have left: to find
 * it in a Set, an iterator passes over all that has been taken from its start.
 */
export class OldestFirst<T> {
  readonly #links = new Map<T, Link<T>>();
  #oldest: Link<T> | undefined;
  #newest: Link<T> | undefined;

  get size(): number {
    return this.#links.size;
  }

  get oldest(): T | undefined {
    return this.#oldest?.value;
  }

  /** Adds a value; one that is there stays where it is. */
  add(value: T): void {
    if (this.#links.has(value)) return;
    const link: Link<T> = { value, older: this.#newest, newer: undefined };
    if (this.#newest === undefined) this.#oldest = link;
    else this.#newest.newer = link;
    this.#newest = link;
    this.#links.set(value, link);
  }

  delete(value: T): void {
    const link = this.#links.get(value);
    if (link === undefined) return;
    const { older, newer } = link;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    this.#links.delete(value);
  }
}
