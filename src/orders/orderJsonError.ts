/** JSON that is no order, no input or no event of one: it names the place, the value there, and what was expected. */
export class OrderJsonError extends Error {
  override readonly name = 'OrderJsonError';
  /** Where, from the root, as in `fills[2].price`; empty for the root. */
  readonly path: string;

  constructor(path: string, value: unknown, expected: string) {
    const shown = JSON.stringify(value) ?? 'nothing';
    super(`${path === '' ? 'the whole' : path}: ${shown.slice(0, 80)} instead of ${expected}`);
    this.path = path;
  }
}
