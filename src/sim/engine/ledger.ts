import type { Decimal } from 'decimal.js';

import { fromUnits } from './units.js';

/** A token, counted in units of 10^-places. */
export interface Token {
  readonly name: string;
  readonly places: number;
}

/** What an account has of a token, in the token's units. */
export class Holding {
  total = 0n;
  /** What open orders hold of it. */
  locked = 0n;
  /** As it was when it was told last. */
  told = { total: 0n, locked: 0n };
  /** Whether it waits to be told. */
  touched = false;

  constructor(
    readonly account: string,
    readonly token: Token,
  ) {}

  get available(): bigint {
    return this.total - this.locked;
  }

  decimal(units: bigint): Decimal {
    return fromUnits(units, this.token.places);
  }
}

/** Digits after the point of a token of which nothing else is said. */
const DEFAULT_PLACES = 8;

/** Who has how much of what. What one account loses another gets, but for deposits and withdrawals. */
export class Ledger {
  readonly #tokens = new Map<string, Token>();
  readonly #accounts = new Map<string, Map<string, Holding>>();
  #touched: Holding[] = [];

  /** @throws {RangeError} where a precision is no count of digits. */
  constructor(precisions: Readonly<Record<string, number>>) {
    for (const [name, places] of Object.entries(precisions)) {
      if (!(Number.isSafeInteger(places) && places >= 0))
        throw new RangeError(`the precision of ${name} is no count of digits: ${places}`);
      this.#tokens.set(name, { name, places });
    }
  }

  token(name: string): Token {
    const known = this.#tokens.get(name);
    if (known !== undefined) return known;
    const token = { name, places: DEFAULT_PLACES };
    this.#tokens.set(name, token);
    return token;
  }

  holding(account: string, token: string): Holding {
    let holdings = this.#accounts.get(account);
    if (holdings === undefined) this.#accounts.set(account, (holdings = new Map<string, Holding>()));
    let holding = holdings.get(token);
    if (holding === undefined) {
      holding = new Holding(account, this.token(token));
      holdings.set(token, holding);
    }
    return holding;
  }

  get accounts(): Iterable<string> {
    return this.#accounts.keys();
  }

  /** What an account has, or had. */
  holdings(account: string): Iterable<Holding> {
    return this.#accounts.get(account)?.values() ?? [];
  }

  /** Adds to a total; below zero to take away. */
  add(holding: Holding, units: bigint): void {
    holding.total += units;
    this.#touch(holding);
  }

  /** Adds to what is locked; below zero to release. */
  lock(holding: Holding, units: bigint): void {
    holding.locked += units;
    this.#touch(holding);
  }

  move(from: Holding, to: Holding, units: bigint): void {
    this.add(from, -units);
    this.add(to, units);
  }

  /** Those that are others than when they were told last; they are told by this. */
  takeChanges(): readonly Holding[] {
    const touched = this.#touched;
    if (touched.length === 0) return touched;
    this.#touched = [];
    return touched.filter((holding) => {
      const { total, locked, told } = holding;
      holding.touched = false;
      if (told.total === total && told.locked === locked) return false;
      holding.told = { total, locked };
      return true;
    });
  }

  #touch(holding: Holding): void {
    if (holding.touched) return;
    holding.touched = true;
    this.#touched.push(holding);
  }
}
