const SHOWN = '[secret]';

/**
 * A text that must not be seen: an API key, a listen key. Wherever it is printed, logged, put into JSON, into an error or a
 * template, it reads `[secret]`; only `reveal` gives it.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, to be sent and never to be kept. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  /** How Node's console and its errors show it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return SHOWN;
  }
}
