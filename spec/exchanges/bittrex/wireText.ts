import { deflateRawSync } from 'node:zlib';

/** Stored, not compressed: so it is the same text with every version of zlib. */
const packed = (payload: unknown): unknown =>
  typeof payload === 'string'
    ? payload
    : deflateRawSync(JSON.stringify(payload), { level: 0 }).toString('base64');

interface Pushed {
  readonly M?: readonly { readonly A: readonly unknown[] }[];
}

/** A frame of Bittrex's as it is on the wire: payloads that are written as JSON deflated and in base64, texts as they are. */
export function wireText(text: string): string {
  const frame = JSON.parse(text) as Pushed;
  if (frame.M === undefined) return text;
  return JSON.stringify({
    ...frame,
    M: frame.M.map((message) => ({ ...message, A: message.A.map(packed) })),
  });
}
