const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

/** The CRC-32 (IEEE 802.3, as zlib has it) of an ASCII text: an unsigned integer of 32 bits. */
export function crc32(text: string): number {
  let sum = -1;
  for (let at = 0; at < text.length; at++) sum = TABLE[(sum ^ text.charCodeAt(at)) & 0xff]! ^ (sum >>> 8);
  return (sum ^ -1) >>> 0;
}
