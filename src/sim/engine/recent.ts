/** The newest of a list that grows for ever: at least `limit` of them, and fewer than twice as many. */
export class Recent<T> {
  #items: T[] = [];

  /** @param dropped told of each that is kept no more. */
  constructor(
    private readonly limit: number,
    private readonly dropped: (item: T) => void = () => undefined,
  ) {}

  push(item: T): void {
    this.#items.push(item);
    if (this.#items.length < 2 * this.limit) return;
    const old = this.#items;
    this.#items = old.slice(-this.limit);
    for (let at = 0; at < old.length - this.limit; at++) this.dropped(old[at]!);
  }

  /** Those that are kept, the oldest first. */
  get items(): readonly T[] {
    return this.#items;
  }
}
