import { DecimalScanner } from './decimalScanner.js';
import { fixedNotation, PLAIN, PriceLevel, type Notation } from './priceLevel.js';

/**
 * A run of price levels as a venue sent it: doubles side by side, and beside them only what the doubles would lose.
 * In a diff a size of zero deletes the level.
 */
export class PriceLevels implements Iterable<PriceLevel> {
  constructor(
    /** `price, size, price, size, ...`: the nearest doubles. */
    readonly numbers: readonly number[],
    /** One notation a level, or undefined where every level is plain and exact. */
    readonly notations: readonly Notation[] | undefined,
  ) {}

  get length(): number {
    return this.numbers.length / 2;
  }

  /** The level at `index`, 0-based in the venue's order. */
  at(index: number): PriceLevel | undefined {
    if (!(Number.isInteger(index) && index >= 0 && index < this.length)) return undefined;
    return new PriceLevel(this.numbers[2 * index]!, this.numbers[2 * index + 1]!, this.notations?.[index]);
  }

  *[Symbol.iterator](): Iterator<PriceLevel> {
    for (let index = 0; index < this.length; index++) yield this.at(index)!;
  }

  toJSON(): readonly PriceLevel[] {
    return [...this];
  }
}

/** No levels: the unchanged side of a diff. */
export const NO_LEVELS = new PriceLevels([], undefined);

/** One run after the other, as if the venue had sent them in one. */
export function concatLevels(first: PriceLevels, second: PriceLevels): PriceLevels {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const plain = (levels: PriceLevels) => levels.notations ?? new Array<Notation>(levels.length).fill(PLAIN);
  const notations =
    first.notations === undefined && second.notations === undefined
      ? undefined
      : [...plain(first), ...plain(second)];
  return new PriceLevels([...first.numbers, ...second.numbers], notations);
}

/** What is wrong with a level's text. */
export type LevelFault = 'price' | 'size';

/**
 * Collects levels from their decimal texts. May be used for one run after the other: {@link build} hands out what was
 * added since the last time, and starts anew.
 */
export class PriceLevelsBuilder {
  private readonly scanner = new DecimalScanner();
  /** Kept from run to run, so that it grows seldom; doubles from the start, so that each copy of its front is an array of doubles. */
  private readonly numbers: number[] = [0.5];
  private used = 0;
  private notations: Notation[] | undefined;

  /** `keepText`: keep what regenerates the wire text letter by letter, for venues whose checksums are made of it. */
  constructor(private readonly keepText: boolean) {}

  /**
   * Adds one level. Says which text is at fault, and adds nothing, where one is no decimal number, the price or the
   * size is negative; undefined where all is well.
   */
  add(priceText: string, sizeText: string): LevelFault | undefined {
    const { scanner, keepText } = this;
    const price = scanner.scan(priceText);
    if (!(price >= 0) || isBelowZero(scanner, price, priceText)) return 'price';
    const { exact, fixed, decimals } = scanner;
    const size = scanner.scan(sizeText);
    if (!(size >= 0) || isBelowZero(scanner, size, sizeText)) return 'size';
    if (keepText || !exact || !scanner.exact) {
      const regenerable = keepText && fixed && scanner.fixed;
      this.note(
        regenerable ? fixedNotation(decimals, scanner.decimals) : { price: priceText, size: sizeText },
      );
    } else if (this.notations !== undefined) {
      this.notations.push(PLAIN);
    }
    this.push(price, size);
    return undefined;
  }

  private push(price: number, size: number): void {
    this.numbers[this.used] = price;
    this.numbers[this.used + 1] = size;
    this.used += 2;
  }

  /** The levels added since the last call. */
  build(): PriceLevels {
    if (this.used === 0) return NO_LEVELS;
    const levels = new PriceLevels(this.numbers.slice(0, this.used), this.notations);
    this.clear();
    return levels;
  }

  /** Forgets the levels added since the last {@link build}. */
  clear(): void {
    this.used = 0;
    this.notations = undefined;
  }

  private note(notation: Notation): void {
    this.notations ??= new Array<Notation>(this.used / 2).fill(PLAIN);
    this.notations.push(notation);
  }
}

/** Whether a number whose double is zero is a negative one, too small for a double. */
const isBelowZero = ({ exact }: DecimalScanner, value: number, text: string): boolean =>
  value === 0 && !exact && text.startsWith('-');

/**
 * Levels from pairs of decimal texts, `[price, size]` in quote and base currency: for your own sources and tests.
 *
 * @throws {RangeError} naming the level and the text, where one is no decimal number or is negative.
 */
export function priceLevels(
  pairs: Iterable<readonly [price: string, size: string]>,
  options: { readonly keepText?: boolean } = {},
): PriceLevels {
  const builder = new PriceLevelsBuilder(options.keepText ?? false);
  let index = 0;
  for (const [price, size] of pairs) {
    const fault = builder.add(price, size);
    if (fault !== undefined) {
      throw new RangeError(
        `level ${index}: the ${fault} is no decimal number at or above zero: "${fault === 'price' ? price : size}"`,
      );
    }
    index++;
  }
  return builder.build();
}
