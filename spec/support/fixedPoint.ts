/** Digits after the point that every number here has: enough for the product of two texts of 40 digits. */
const PLACES = 100;

const ONE = 10n ** BigInt(PLACES);

/** A decimal text at or above zero, without exponent, as a whole number of 10^-100. */
export function fixedPoint(text: string): bigint {
  const [whole, fraction = ''] = text.split('.') as [string, string?];
  return BigInt(whole + fraction.padEnd(PLACES, '0'));
}

/** The product of two such numbers; nothing is lost while both have 50 digits after the point or fewer. */
export const times = (a: bigint, b: bigint): bigint => (a * b) / ONE;

/** The plain text of such a number. */
export function fixedText(value: bigint): string {
  const digits = String(value).padStart(PLACES + 1, '0');
  return `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '');
}

/** `a / b` to 40 significant digits, half up, in plain text. */
export function quotient40(a: bigint, b: bigint): string {
  if (a === 0n) return '0';
  let power = 0n;
  let over = a;
  let under = b;
  while (over / under >= 10n ** 40n) [under, power] = [under * 10n, power + 1n];
  while (over / under < 10n ** 39n) [over, power] = [over * 10n, power - 1n];
  const rounded = (2n * over + under) / (2n * under);
  return fixedText(power >= 0n ? rounded * 10n ** power * ONE : (rounded * ONE) / 10n ** -power);
}
