import { Decimal } from 'decimal.js';

import { badValue, illegal, missing, Refusal } from './refusal.js';

const DECIMAL = '^([0-9]{1,20})(\\.[0-9]{1,20})?$';
const WHOLE = '^[0-9]{1,20}$';

/** The parameters of a request, as texts, and how they are read: what is wrong with one is a refusal that names it. */
export class Params {
  constructor(private readonly values: ReadonlyMap<string, string>) {}

  get names(): readonly string[] {
    return [...this.values.keys()];
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** As it came, whatever it is. */
  raw(name: string): string | undefined {
    return this.values.get(name);
  }

  text(name: string): string | undefined {
    const value = this.values.get(name);
    if (value === '') throw new Refusal(-1105, `Parameter '${name}' was empty.`);
    return value;
  }

  /** A parameter that has to be there. */
  needed(name: string): string {
    const value = this.values.get(name);
    if (value === undefined || value === '') throw missing(name);
    return value;
  }

  /** A text of certain characters. */
  matching(name: string, range: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !new RegExp(range, 'u').test(value)) throw illegal(name, range);
    return value;
  }

  decimal(name: string): Decimal | undefined {
    const value = this.matching(name, DECIMAL);
    if (value === undefined) return undefined;
    const read = new Decimal(value);
    if (read.decimalPlaces() > 8) throw new Refusal(-1111, `Parameter '${name}' has too much precision.`);
    return read;
  }

  whole(name: string): number | undefined {
    const value = this.matching(name, WHOLE);
    if (value === undefined) return undefined;
    const read = Number(value);
    if (!Number.isSafeInteger(read)) throw new Refusal(-1108, `Parameter '${name}' overflowed.`);
    return read;
  }

  /** How many are wanted: at least one, at most so many. */
  limit(usual: number, most: number): number {
    const wanted = this.whole('limit') ?? usual;
    if (wanted === 0) throw badValue('limit');
    return Math.min(wanted, most);
  }

  oneOf<T extends string>(
    name: string,
    values: readonly T[],
    wrong: Refusal = badValue(name),
  ): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = values.find((known) => known === value);
    if (found === undefined) throw wrong;
    return found;
  }

  flag(name: string, usual: boolean): boolean {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined) return usual;
    if (value !== 'true' && value !== 'false') throw badValue(name);
    return value === 'true';
  }

  /** `["A","B"]`. */
  list(name: string): readonly string[] | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const items = jsonList(value);
    if (items === undefined || items.length === 0) throw badValue(name);
    return items;
  }
}

function jsonList(text: string): readonly string[] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) && json.every((item) => typeof item === 'string') ? json : undefined;
  } catch {
    return undefined;
  }
}
