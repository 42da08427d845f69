/** Texts kept as bytes: each `text(i)` is a new flat one-byte string, which no parser has seen. */
export class TextStore {
  constructor() {
    this.bytes = Buffer.allocUnsafe(1 << 20);
    /** @type {number[]} */ this.ends = [];
    this.used = 0;
  }

  get length() {
    return this.ends.length;
  }

  /** @param {string} text ASCII */
  add(text) {
    if (this.used + text.length > this.bytes.length) {
      const grown = Buffer.allocUnsafe(2 * this.bytes.length + text.length);
      this.bytes.copy(grown, 0, 0, this.used);
      this.bytes = grown;
    }
    this.used += this.bytes.write(text, this.used, 'latin1');
    this.ends.push(this.used);
  }

  /** @param {number} index @returns {string} */
  text(index) {
    return this.bytes.toString('latin1', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }

  /** @returns {string[]} */
  texts() {
    return this.ends.map((_, index) => this.text(index));
  }
}
