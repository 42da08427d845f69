const LIFE_MS = 3_600_000;

/** A key to an account's news. */
interface ListenKey {
  readonly key: string;
  readonly account: string;
  /** In milliseconds since 1970. */
  until: number;
}

/**
 * Keys to user data streams, one an account, good for 60 minutes: Binance had them for spot until February 2026, and clients
 * of that time ask for them.
 *
 * Source: binance-spot-api-docs, `user-data-stream.md`, as of 2024-04-02; their end: `CHANGELOG.md`, 2026-01.
 */
export class ListenKeys {
  readonly #byKey = new Map<string, ListenKey>();

  constructor(private readonly newKey: () => string) {}

  /** The key of an account, a new one where it has none; it lives on. */
  start(account: string, now: number): string {
    const found = [...this.#byKey.values()].find((key) => key.account === account);
    const key = found ?? { key: this.newKey(), account, until: 0 };
    key.until = now + LIFE_MS;
    this.#byKey.set(key.key, key);
    return key.key;
  }

  /** Lets a key live on; false where there is none. */
  keepAlive(key: string, now: number): boolean {
    const found = this.#byKey.get(key);
    if (found === undefined) return false;
    found.until = now + LIFE_MS;
    return true;
  }

  end(key: string): boolean {
    return this.#byKey.delete(key);
  }

  accountOf(key: string): string | undefined {
    return this.#byKey.get(key)?.account;
  }

  /** Forgets keys whose time has come. */
  expire(now: number): readonly string[] {
    const dead = [...this.#byKey.values()].filter(({ until }) => until <= now).map(({ key }) => key);
    for (const key of dead) this.#byKey.delete(key);
    return dead;
  }
}
