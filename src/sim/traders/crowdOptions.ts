import { Decimal } from 'decimal.js';

import type { VenueSymbol } from '../../domain/ids.js';

/** What a crowd does on one instrument. Times are means; what is left out is as said. */
export interface CrowdInstrument {
  readonly symbol: VenueSymbol;
  /** Where the fair price starts, in quote currency; it stays between a tenth and the tenfold of it. */
  readonly startPrice: Decimal | string | number;
  /** How far the fair price moves in 100 ms, as a share of `startPrice`. 0.00001. */
  readonly volatility?: number;
  /** A usual size, in base currency. What 5,000 of quote currency buy at `startPrice`. */
  readonly size?: number;
  /** How many market makers there are. 4. */
  readonly makers?: number;
  /** How many levels each of them quotes, a side. 20. */
  readonly levels?: number;
  /** How far the worst of them is from the fair price, as a share of it. 0.0005. */
  readonly reach?: number;
  /** How often each of them looks at its quotes, in milliseconds. 400. */
  readonly requoteMs?: number;
  /** How often somebody takes, in milliseconds. 600. */
  readonly takeMs?: number;
  /** How often somebody adds an order that is no maker's, in milliseconds. 250. */
  readonly noiseMs?: number;
  /** How long such an order stays, in milliseconds. 8,000. */
  readonly noiseLifeMs?: number;
}

/** Who trades what, and by which seed. */
export interface CrowdOptions {
  /** The same seed gives the same orders at the same times. 1 where left out. */
  readonly seed?: number;
  /** When they begin, in milliseconds since 1970. The time of the exchange where left out. */
  readonly startAt?: number;
  readonly instruments: readonly CrowdInstrument[];
}

/** Everything said. */
export type CrowdHabits = Required<Omit<CrowdInstrument, 'startPrice' | 'size'>> & {
  readonly startPrice: Decimal;
  readonly size: number;
};

/** @throws {RangeError} where one of them is out of range. */
export function habitsOf(instrument: CrowdInstrument): CrowdHabits {
  const { symbol, startPrice } = instrument;
  const price = new Decimal(startPrice);
  const habits: CrowdHabits = {
    symbol,
    startPrice: price,
    volatility: instrument.volatility ?? 0.00001,
    size: instrument.size ?? 5_000 / price.toNumber(),
    makers: instrument.makers ?? 4,
    levels: instrument.levels ?? 20,
    reach: instrument.reach ?? 0.0005,
    requoteMs: instrument.requoteMs ?? 400,
    takeMs: instrument.takeMs ?? 600,
    noiseMs: instrument.noiseMs ?? 250,
    noiseLifeMs: instrument.noiseLifeMs ?? 8_000,
  };
  const { volatility, size, makers, levels, reach, requoteMs, takeMs, noiseMs, noiseLifeMs } = habits;
  check({ startPrice: price.toNumber(), size, reach, requoteMs, takeMs, noiseMs, noiseLifeMs }, isPositive);
  check({ volatility }, isFraction);
  check({ makers, levels }, isCount);
  return habits;

  function check(values: Readonly<Record<string, number>>, { holds, says }: Check): void {
    for (const [name, value] of Object.entries(values))
      if (!holds(value)) throw new RangeError(`${name} of ${symbol} is ${says}: ${value}`);
  }
}

/** What a number has to be, and what is said where it is not. */
interface Check {
  readonly holds: (value: number) => boolean;
  readonly says: string;
}

const isPositive: Check = { holds: (value) => value > 0 && value < Infinity, says: 'not above zero' };
const isFraction: Check = { holds: (value) => value >= 0 && value < 1, says: 'no fraction' };
const isCount: Check = {
  holds: (value) => Number.isSafeInteger(value) && value > 0,
  says: 'no count above zero',
};
