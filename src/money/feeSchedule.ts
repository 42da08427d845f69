import { Decimal } from 'decimal.js';

import type { FeeSchedule, TokenAliases, TokenAmount } from '../domain/fee.js';
import type { VenueName, VenueSymbol } from '../domain/ids.js';

interface GivenAmount {
  readonly token: string;
  readonly amount: Decimal | string | number;
}

/** Any of what a schedule says, rates and amounts as decimals or their texts. */
export interface FeeOverrides {
  /** A fraction: 0.001 is 0.1 per cent. */
  readonly makerRate?: Decimal | string | number;
  /** A fraction: 0.001 is 0.1 per cent. */
  readonly takerRate?: Decimal | string | number;
  readonly makerFlat?: readonly GivenAmount[];
  readonly takerFlat?: readonly GivenAmount[];
  readonly buyFrom?: FeeSchedule['buyFrom'];
  readonly sellFrom?: FeeSchedule['sellFrom'];
  readonly sizeInclusiveOfFees?: boolean;
  /** Undefined: in the tokens that `buyFrom` and `sellFrom` say. */
  readonly token?: string | undefined;
  readonly aliases?: TokenAliases;
}

const ZERO = new Decimal(0);

/** What a user says of the fees of one venue: of all its instruments, and of some of them, by the venue's symbols. */
export interface VenueFeeOverrides extends FeeOverrides {
  readonly instruments?: ReadonlyMap<VenueSymbol, FeeOverrides>;
}

/** The fees of one instrument of a venue; a trading rule says which one. */
export type FeesOf = (of: { readonly venue: VenueName; readonly symbol: VenueSymbol }) => FeeSchedule;

/** What is meant where nothing is said. */
const PLAIN: FeeSchedule = {
  makerRate: ZERO,
  takerRate: ZERO,
  makerFlat: [],
  takerFlat: [],
  buyFrom: 'cost',
  sellFrom: 'returns',
  sizeInclusiveOfFees: false,
  token: undefined,
  aliases: {},
};

/**
 * A schedule of fees. Unless said otherwise: no flat fees; the share of the notional is added to the cost of a buy and
 * deducted from the returns of a sell.
 *
 * @throws {RangeError} at once where a rate or an amount is no number, or a rate is 1 or more.
 */
export const feeSchedule = (
  fields: FeeOverrides & Required<Pick<FeeOverrides, 'makerRate' | 'takerRate'>>,
): FeeSchedule => overrideFees(PLAIN, fields);

/**
 * The schedule with what a user says instead: only that is changed.
 *
 * @throws {RangeError} as {@link feeSchedule}.
 */
export function overrideFees(schedule: FeeSchedule, overrides: FeeOverrides): FeeSchedule {
  const { makerRate, takerRate, makerFlat, takerFlat, ...rest } = overrides;
  return {
    ...schedule,
    ...rest,
    ...(makerRate !== undefined && { makerRate: rate('makerRate', makerRate) }),
    ...(takerRate !== undefined && { takerRate: rate('takerRate', takerRate) }),
    ...(makerFlat !== undefined && { makerFlat: flat('makerFlat', makerFlat) }),
    ...(takerFlat !== undefined && { takerFlat: flat('takerFlat', takerFlat) }),
  };
}

/**
 * The fees of each instrument: the venue's defaults; over them what a user says of the venue; over both what is said of the
 * instrument. Each says what it names and leaves the rest: with a token for the venue and a rate for the instrument both
 * hold.
 *
 * @returns a function that throws a {@link RangeError} of a venue that has no defaults.
 * @throws {RangeError} at once where a venue is overridden that has no defaults, and as {@link feeSchedule}.
 */
export function venueFees(
  defaults: ReadonlyMap<VenueName, FeeSchedule>,
  overrides: ReadonlyMap<VenueName, VenueFeeOverrides> = new Map(),
): FeesOf {
  const defaultOf = (venue: VenueName): FeeSchedule => {
    const schedule = defaults.get(venue);
    if (schedule === undefined) throw new RangeError(`no fees are known of the venue ${venue}`);
    return schedule;
  };
  const own = new Map(
    Array.from(overrides, ([venue, { instruments = new Map<VenueSymbol, FeeOverrides>(), ...ofVenue }]) => {
      const all = overrideFees(defaultOf(venue), ofVenue);
      const some = Array.from(
        instruments,
        ([symbol, instead]) => [symbol, overrideFees(all, instead)] as const,
      );
      return [venue, { all, some: new Map(some) }] as const;
    }),
  );
  return ({ venue, symbol }) => {
    const { all, some } = own.get(venue) ?? {};
    return some?.get(symbol) ?? all ?? defaultOf(venue);
  };
}

function decimal(name: string, value: Decimal | string | number): Decimal {
  try {
    const read = new Decimal(value);
    if (read.isFinite()) return read;
  } catch {
    // Said below, as of any other value that is none.
  }
  throw new RangeError(`${name} is no number: ${value.toString()}`);
}

function rate(name: string, value: Decimal | string | number): Decimal {
  const read = decimal(name, value);
  // Whoever writes 0.1 per cent as 10 is told.
  if (read.abs().gte(1)) throw new RangeError(`${name} is no fraction: ${read.toFixed()}`);
  return read;
}

const flat = (name: string, amounts: readonly GivenAmount[]): readonly TokenAmount[] =>
  amounts.map(({ token, amount }) => ({ token, amount: decimal(`${name} in ${token}`, amount) }));
