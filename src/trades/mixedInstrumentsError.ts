import type { Origin } from '../domain/origin.js';

/** Trades of a second instrument came where those of one are expected: give each instrument a stream of its own. */
export class MixedInstrumentsError extends Error {
  readonly _tag = 'mixedInstruments';
  override readonly name = 'MixedInstrumentsError';

  constructor(
    readonly expected: Pick<Origin, 'venue' | 'symbol'>,
    readonly actual: Pick<Origin, 'venue' | 'symbol'>,
  ) {
    super(
      `a trade of ${nameOf(actual)} among those of ${nameOf(expected)}: group trades by instrument first`,
    );
  }
}

const nameOf = ({ venue, symbol }: Pick<Origin, 'venue' | 'symbol'>): string => `${venue} ${symbol}`;
