/**
 * Books of `levels` a side of so many symbols, 1-20 changes a message, symbols in random order. All over as many connections
 * as the venue's limits ask for, which is one: Binance allows 1,024 streams.
 *
 * @typedef {{ name: string, symbols: number, levels: number, quick: boolean }} WireScenario
 */

/** @type {WireScenario[]} */
export const wireScenarios = [
  { name: '1 symbol', symbols: 1, levels: 1000, quick: true },
  { name: '50 symbols', symbols: 50, levels: 1000, quick: false },
  { name: '500 symbols', symbols: 500, levels: 1000, quick: true },
];
