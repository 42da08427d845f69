import { NO_LEVELS, PriceLevelsBuilder, type PriceLevels } from '../domain/priceLevels.js';
import { checkPieces, checkReading, sampleOf, writtenPieces, type Piece } from './checkPieces.js';
import { checkWords } from './checkWords.js';
import { ByteField, standsAt, type ANY_TEXT } from './frameFields.js';
import { NumberScanner } from './numberScanner.js';
import { SecondsScanner, type TimeScanner } from './timeScanners.js';

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const SPACE = 32;

/** A level's price, and its size: decimal numbers at or above zero, without their quotes. */
export const PRICE = { _tag: 'price', samples: ['1.5'] } as const;
export const SIZE = { _tag: 'size', samples: ['1.5'] } as const;

/** A row's time, without its quotes, in the notation of the venue. */
interface RowTime {
  readonly time: TimeScanner;
}

/** The words that tell the side of a row; it comes before the numbers. */
interface RowSides {
  readonly bid: string;
  readonly ask: string;
}

/** Letters that may be missing. */
interface OptionalLetters {
  readonly optional: string;
}

/** A piece of a row: letters as they stand, or what is read. */
export type RowPart =
  string | RowSides | OptionalLetters | RowTime | typeof PRICE | typeof SIZE | typeof ANY_TEXT;

const LETTERS = 0;
const PRICE_STEP = 1;
const SIZE_STEP = 2;
const TEXT = 3;
const TIME = 4;
const SIDE = 5;
const OPTIONAL = 6;

/** The steps that depend on each other. */
const ORDERED: readonly number[] = [PRICE_STEP, SIZE_STEP, SIDE];

interface RowStep {
  readonly kind: number;
  readonly letters: Uint8Array;
  /** The letters of the other side. */
  readonly others: Uint8Array;
  readonly time: TimeScanner;
}

/** What is to be known of the rows of a venue. */
export interface RowsOptions {
  /** Whether to keep what regenerates the wire text, for venues whose checksums are made of it. */
  readonly keepText?: boolean;
}

/**
 * A list of rows, each of them a level, as a venue describes one of them, piece by piece:
 *
 * ```ts
 * new RowsField(row`["${PRICE}","${SIZE}","${ANY_TEXT}"]`); // [["1.5","2","0"],...]
 * new RowsField(row`["${{ bid: 'buy', ask: 'sell' }}","${PRICE}","${SIZE}"]`);
 * ```
 *
 * A list of one side is in {@link levels}; where each row tells its side, they are in {@link bids} and {@link asks}.
 * Numbers with exponents and long ones are read where a double gives them back; all else is for the codecs.
 */
export class RowsField extends ByteField {
  bids: PriceLevels = NO_LEVELS;
  asks: PriceLevels = NO_LEVELS;
  /** The latest time of the rows, in milliseconds since 1970; undefined where they have none, or there are none. */
  time: number | undefined;

  readonly samples: readonly string[];

  private missing = false;
  private readonly steps: readonly RowStep[];
  private readonly keepText: boolean;
  private readonly number = new NumberScanner();
  private readonly ofBids: PriceLevelsBuilder;
  private readonly ofAsks: PriceLevelsBuilder;

  /**
   * @throws {RangeError} where a row has not one price and then one size, or tells its side after them; and, with the row,
   * where it is no JSON or could never be read.
   */
  constructor(row: readonly RowPart[], { keepText = false }: RowsOptions = {}) {
    super();
    const checked = row.map(pieceOf);
    const where = `row ${writtenPieces(checked)}`;
    checkPieces(where, checked);
    const pieces = checked.filter((piece) => piece !== undefined);
    for (const part of row) {
      if (typeof part !== 'string' && 'bid' in part) checkWords([part.bid, part.ask], `${where}: `);
    }
    this.steps = row.map(stepOf);
    const order = this.steps.flatMap(({ kind }) => (ORDERED.includes(kind) ? [kind] : []));
    if (order.slice(-2).join() !== [PRICE_STEP, SIZE_STEP].join() || order.length !== new Set(order).size) {
      throw new RangeError(`${where}: a row has to have a price and then a size, and its side before them`);
    }
    this.keepText = keepText;
    this.ofBids = new PriceLevelsBuilder(keepText);
    this.ofAsks = new PriceLevelsBuilder(keepText);
    checkReading(where, pieces, (text) => this.read(UTF8.encode(`[${text}]\0`), 0) === text.length + 2);
    this.samples = [`[${sampleOf(pieces)}]`];
    this.clear();
  }

  /** All of them, where rows tell no side. */
  get levels(): PriceLevels {
    return this.bids;
  }

  /** {@link levels}; undefined where the part with the list was missing. Where rows tell their sides, those of the bids. */
  get given(): PriceLevels | undefined {
    return this.missing ? undefined : this.bids;
  }

  clear(): void {
    this.missing = true;
    this.bids = NO_LEVELS;
    this.asks = NO_LEVELS;
    this.time = undefined;
  }

  read(bytes: Uint8Array, at: number): number {
    const { ofBids, ofAsks } = this;
    this.time = undefined;
    // Of a list that was at fault, or at which a scanner of times threw, some rows may be there.
    ofBids.clear();
    ofAsks.clear();
    const end = this.readRows(bytes, at);
    if (end >= 0) {
      this.missing = false;
      this.bids = ofBids.build();
      this.asks = ofAsks.build();
    }
    return end;
  }

  private readRows(bytes: Uint8Array, from: number): number {
    if (bytes[from] !== OPEN_LIST) return -1;
    if (bytes[from + 1] === CLOSE_LIST) return from + 2;
    let at = from + 1;
    while (true) {
      at = this.readRow(bytes, at);
      if (at < 0) return -1;
      const next = bytes[at++];
      if (next === COMMA) continue;
      return next === CLOSE_LIST ? at : -1;
    }
  }

  private readRow(bytes: Uint8Array, from: number): number {
    const { steps, number, keepText } = this;
    let levels = this.ofBids;
    let at = from;
    let price = 0.5;
    let priceDecimals = 0;
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index]!;
      switch (step.kind) {
        case LETTERS: {
          const { letters } = step;
          for (let letter = 0; letter < letters.length; letter++) {
            if (bytes[at++] !== letters[letter]) return -1;
          }
          break;
        }
        case PRICE_STEP:
          at = number.read(bytes, at);
          if (at < 0 || (keepText && !number.fixed)) return -1;
          price = number.value;
          priceDecimals = number.decimals;
          break;
        case SIZE_STEP:
          at = number.read(bytes, at);
          if (at < 0 || (keepText && !number.fixed)) return -1;
          levels.addExact(price, number.value, priceDecimals, number.decimals);
          break;
        case TEXT:
          at = endOfText(bytes, at);
          if (at < 0) return -1;
          break;
        case TIME: {
          const { time } = step;
          at = time.read(bytes, at);
          if (at < 0) return -1;
          if (this.time === undefined || time.value > this.time) this.time = time.value;
          break;
        }
        case SIDE:
          if (standsAt(bytes, at, step.letters)) {
            levels = this.ofBids;
            at += step.letters.length;
          } else if (standsAt(bytes, at, step.others)) {
            levels = this.ofAsks;
            at += step.others.length;
          } else return -1;
          break;
        default:
          if (standsAt(bytes, at, step.letters)) at += step.letters.length;
      }
    }
    return at;
  }
}

/** Where the next quote is; below zero where an escape, or the end, comes before it. */
function endOfText(bytes: Uint8Array, at: number): number {
  let end = at;
  let code = bytes[end]!;
  while (code !== QUOTE) {
    if (code === BACKSLASH || code < SPACE) return -1;
    code = bytes[++end]!;
  }
  return end;
}

const UTF8 = new TextEncoder();
const NO_LETTERS = new Uint8Array(0);
const NO_TIME = new SecondsScanner();

function stepOf(part: RowPart): RowStep {
  const step = (kind: number, letters = '', others = '', time: TimeScanner = NO_TIME): RowStep => ({
    kind,
    letters: letters === '' ? NO_LETTERS : UTF8.encode(letters),
    others: others === '' ? NO_LETTERS : UTF8.encode(others),
    time,
  });
  if (typeof part === 'string') return step(LETTERS, part);
  if ('bid' in part) return step(SIDE, part.bid, part.ask);
  if ('optional' in part) return step(OPTIONAL, part.optional);
  if ('time' in part) return step(TIME, '', '', part.time);
  switch (part._tag) {
    case 'price':
      return step(PRICE_STEP);
    case 'size':
      return step(SIZE_STEP);
    case 'anyText':
      return step(TEXT);
  }
}

const TAGS: readonly unknown[] = [PRICE._tag, SIZE._tag, 'anyText' satisfies (typeof ANY_TEXT)['_tag']];

/** A part as it is checked; undefined of what is none, as a field, which is read in frames only. */
function pieceOf(part: RowPart): Piece | undefined {
  if (typeof part !== 'object' || part === null) return part;
  if ('bid' in part) return { samples: [part.bid, part.ask] };
  if ('optional' in part) return { optional: [part.optional] };
  if ('time' in part) return part.time;
  return TAGS.includes(part._tag) ? part : undefined;
}
