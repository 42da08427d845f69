import type { Secret } from '../secret.js';

const SHOWN = '[secret]';

/**
 * Takes secrets out of texts that come from elsewhere, such as the reasons that sockets and requests fail for: an address
 * with a key in it, a header. What nobody else can put into a text need not go through it.
 */
export class Redaction {
  /** As they are, and as they stand in an address. */
  readonly #texts = new Set<string>();

  /** From now on it is taken out. */
  add(secret: Secret): void {
    const text = secret.reveal();
    if (text === '') return;
    this.#texts.add(text);
    this.#texts.add(encodeURIComponent(text));
  }

  /** The text without the secrets, and without the signatures of calls, with which they could be made again. */
  of(text: string): string {
    let shown = text;
    for (const secret of this.#texts) shown = shown.replaceAll(secret, SHOWN);
    return shown.replaceAll(/(signature["']?\s*[=:]\s*["']?)[^&"'\s,}]+/gi, `$1${SHOWN}`);
  }
}
