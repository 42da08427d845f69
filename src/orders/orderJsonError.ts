/**
 * JSON that is no order, no input or no event of an order, or a value that JSON cannot say: it names the place, the value
 * there, and what was expected.
 */
export class OrderJsonError extends Error {
  override readonly name = 'OrderJsonError';
  /** Where, from the root, as in `fills[2].price`; empty for the root. */
  readonly path: string;
  readonly #value: unknown;
  readonly #expected: string;

  constructor(path: string, value: unknown, expected: string) {
    const shown = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
    super(`${path === '' ? 'the whole' : path}: ${shown.slice(0, 80)} instead of ${expected}`);
    this.path = path;
    this.#value = value;
    this.#expected = expected;
  }

  /** The same, seen from what holds it at `place`. */
  inside(place: string): OrderJsonError {
    const dot = this.path === '' || this.path.startsWith('[') ? '' : '.';
    return new OrderJsonError(`${place}${dot}${this.path}`, this.#value, this.#expected);
  }
}
