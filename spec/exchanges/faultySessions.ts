import type { MarketDataVenue } from '../../src/connector/index.js';
import { binance } from '../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../src/exchanges/binance-futures/index.js';
import { bittrexVenue } from '../../src/exchanges/bittrex/index.js';
import { coinbaseAdvanced } from '../../src/exchanges/coinbase-advanced/index.js';
import { huobiVenue } from '../../src/exchanges/huobi/index.js';
import { huobiLinearSwapVenue } from '../../src/exchanges/huobi-linear-swap/index.js';
import { kraken } from '../../src/exchanges/kraken/index.js';
import { okexV3Venue } from '../../src/exchanges/okex-v3/index.js';
import { okx } from '../../src/exchanges/okx/index.js';
import { nodeInflate } from '../../src/transport/index.js';
import { faultySession, NO_FIGURES, type FaultFigures } from './faultyFeed.js';
import { recordedFrames } from './recordings.js';

interface FaultyRecording {
  readonly name: string;
  readonly venue: MarketDataVenue;
  /** How many levels a side the venue's checksum covers; all where ids or whole books prove them. */
  readonly proved: number | 'all';
  readonly pieceFrames?: number;
}

/** Sessions of venues with ids or checksums. Coinbase's of 2021 has neither: nothing would show a lost frame. */
export const FAULTY_RECORDINGS: readonly FaultyRecording[] = [
  { name: 'BINANCE', venue: binance, proved: 'all' },
  { name: 'BINANCE@2021-08-14', venue: binance, proved: 'all' },
  { name: 'BINANCE_FUTURES', venue: binanceFutures, proved: 'all' },
  { name: 'BITTREX.prefix', venue: bittrexVenue({ inflate: nodeInflate }), proved: 'all' },
  // Books of 46,000 levels: comparing them takes its time.
  { name: 'COINBASE@2026-08-09.prefix', venue: coinbaseAdvanced, proved: 'all', pieceFrames: 60 },
  { name: 'HUOBI.prefix', venue: huobiVenue({ inflate: nodeInflate }), proved: 'all' },
  {
    name: 'HUOBI_LINEAR_SWAP@2022-02-17',
    venue: huobiLinearSwapVenue({ inflate: nodeInflate }),
    proved: 'all',
  },
  { name: 'KRAKEN', venue: kraken, proved: 10 },
  { name: 'OKCOIN@2021-04-17', venue: okexV3Venue({ inflate: nodeInflate }), proved: 25 },
  { name: 'OKEX@2021-07-22', venue: okx, proved: 25 },
  { name: 'OKX', venue: okx, proved: 25 },
];

/** What becomes of so many pieces of a recording, each cut and spoilt by a seed of its own. */
export async function figuresOf(
  { name, venue, proved, pieceFrames = 300 }: FaultyRecording,
  folder: string,
  pieces: number,
): Promise<FaultFigures> {
  const figures = { ...NO_FIGURES };
  const play = faultySession({ venue, frames: recordedFrames(folder, name), proved, pieceFrames });
  for (let seed = 1; seed <= pieces; seed++) await play(seed, figures);
  return figures;
}
