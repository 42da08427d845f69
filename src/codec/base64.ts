const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What each letter stands for, by its code; 255 of all that are none of the alphabet's. */
const SEXTETS = new Uint8Array(128).fill(255);
for (let sextet = 0; sextet < ALPHABET.length; sextet++) SEXTETS[ALPHABET.charCodeAt(sextet)] = sextet;

const FILL = '=';

/**
 * The bytes of a base64 text (RFC 4648, section 4), undefined where it is none. Strict: whole groups of four letters with
 * their fill, nothing between them, and no bits left over. `atob` would take texts with spaces or without their end.
 */
export function bytesFromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const fills = text.endsWith(FILL + FILL) ? 2 : text.endsWith(FILL) ? 1 : 0;
  const letters = text.length - fills;
  const bytes = new Uint8Array((text.length / 4) * 3 - fills);
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let at = 0; at < letters; at++) {
    const sextet = SEXTETS[text.charCodeAt(at)] ?? 255;
    if (sextet === 255) return undefined;
    bits = ((bits << 6) | sextet) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[length++] = bits >>> held;
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : undefined;
}
