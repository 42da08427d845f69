import { mulberry32 } from './mulberry32.js';

/**
 * An instrument of the generated market. Prices and sizes are whole numbers of 1e-8, the venue's last decimal place.
 * @typedef {{ symbol: string, base: string, quote: string, price: number, tick: number, lot: number, maxLots: number }} Instrument
 */

// Price, tick and lot of a big coin and of the kinds of small ones that the recordings hold. Both lengths of text occur:
// "0.33993000" has 10 characters and is interned while it is parsed, "27123.45000000" is not.
const kinds = [
  { price: 27123.45, tick: 0.01, lot: 0.00001, maxLots: 1e6 },
  { price: 0.33993, tick: 0.00001, lot: 0.1, maxLots: 1e6 },
  { price: 7.611, tick: 0.0001, lot: 0.01, maxLots: 1e6 },
  { price: 0.0573, tick: 0.000001, lot: 0.001, maxLots: 1e5 },
  { price: 1874.32, tick: 0.01, lot: 0.0001, maxLots: 1e6 },
  { price: 0.00027471, tick: 0.00000001, lot: 1, maxLots: 1e5 },
];

/** @param {number} value */
const units = (value) => Math.round(value * 1e8);

/** The first instrument is BTCUSDT; the others have made-up names. @param {number} count @returns {Instrument[]} */
export function instruments(count) {
  const random = mulberry32(1);
  return Array.from({ length: count }, (_, i) => {
    const kind = /** @type {(typeof kinds)[number]} */ (kinds[i % kinds.length]);
    const base = i === 0 ? 'BTC' : letters(i);
    const tick = units(kind.tick);
    const price = Math.round((units(kind.price) * (i === 0 ? 1 : 0.7 + 0.6 * random())) / tick) * tick;
    return {
      symbol: `${base}USDT`,
      base,
      quote: 'USDT',
      price,
      tick,
      lot: units(kind.lot),
      maxLots: kind.maxLots,
    };
  });
}

/** Three capital letters, another three for each `i` below 17,576. @param {number} i */
function letters(i) {
  const scattered = (i * 4999) % 17576;
  const codes = [Math.floor(scattered / 676), Math.floor(scattered / 26) % 26, scattered % 26];
  return String.fromCharCode(...codes.map((code) => 65 + code));
}
