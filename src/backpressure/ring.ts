/** A first-in-first-out queue that takes and gives in constant time, and grows with what waits in it. */
export class Ring<T extends object> {
  /** As many as a power of two, so that the place after the last is the first by a mask. */
  private slots: (T | undefined)[] = [undefined];
  private head = 0;
  private used = 0;

  /** How many wait. */
  get size(): number {
    return this.used;
  }

  push(item: T): void {
    if (this.used === this.slots.length) this.grow();
    this.slots[(this.head + this.used) & (this.slots.length - 1)] = item;
    this.used++;
  }

  /** Takes out what has waited longest; undefined where nothing waits. */
  shift(): T | undefined {
    const item = this.slots[this.head];
    if (item === undefined) return undefined;
    // Taken out for good: a queue must not keep alive what it has handed over.
    this.slots[this.head] = undefined;
    this.head = (this.head + 1) & (this.slots.length - 1);
    this.used--;
    return item;
  }

  private grow(): void {
    const inOrder = [...this.slots.slice(this.head), ...this.slots.slice(0, this.head)];
    this.slots = inOrder.concat(new Array<undefined>(inOrder.length).fill(undefined));
    this.head = 0;
  }
}
