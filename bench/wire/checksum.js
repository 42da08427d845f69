// Folds the numbers that are read into 32 bits: FNV-1a over the two halves of each double.
const number = new Float64Array(1);
const halves = new Uint32Array(number.buffer);

/** @param {number} sum @param {number} value */
export function fold(sum, value) {
  number[0] = value;
  const once = Math.imul(sum ^ /** @type {number} */ (halves[0]), 0x01000193);
  return Math.imul(once ^ /** @type {number} */ (halves[1]), 0x01000193);
}
