import { decodeFrame, type MarketDataVenue } from '../../src/connector/index.js';
import {
  connectionId,
  type Frame,
  type FrameContent,
  type FrameFault,
  type PriceLevels,
} from '../../src/domain/index.js';

export const CONNECTION = connectionId('feed.1');
export const RECEIVED_AT = 1_633_998_512_063.357;

/** A frame that came over a WebSocket: the text itself, or the JSON of a value. */
export const streamFrame = (payload: unknown, receivedAt = RECEIVED_AT): Frame => ({
  text: typeof payload === 'string' ? payload : JSON.stringify(payload),
  via: 'stream',
  connection: CONNECTION,
  receivedAt,
});

/** The body of the answer to an HTTP request. */
export const answerFrame = (url: string, payload: unknown): Frame => ({
  ...streamFrame(payload),
  via: 'request',
  connection: connectionId(url),
});

const wireTexts = (levels: PriceLevels) =>
  Array.from(levels, ({ priceWireText, sizeWireText }) => [priceWireText, sizeWireText]);

/** A content with its levels and decimals as texts: what a test wants to compare. */
export function readable(content: FrameContent): unknown {
  if (content._tag === 'snapshot' || content._tag === 'diff') {
    return { ...content, bids: wireTexts(content.bids), asks: wireTexts(content.asks) };
  }
  if (content._tag !== 'trade') return content;
  return { ...content, price: content.price.toFixed(), size: content.size.toFixed() };
}

/** What a frame holds, made {@link readable}. */
export const decoded = (venue: MarketDataVenue, frame: Frame): readonly unknown[] =>
  decodeFrame(venue, frame).map(readable);

/** The faults of a frame that is bad and nothing else. */
export function faultsOfFrame(venue: MarketDataVenue, frame: Frame): readonly FrameFault[] {
  const [content, ...more] = decodeFrame(venue, frame);
  if (content?._tag !== 'badFrame' || more.length > 0) {
    throw new Error(`not one bad frame: ${content?._tag ?? 'nothing'} of ${venue.name}`);
  }
  if (content.venue !== venue.name) throw new Error(`bad frame of ${content.venue}, not ${venue.name}`);
  return content.faults;
}

/** A copy of a JSON value with the value at `path` replaced; `undefined` leaves it out of its object. */
export function changed(json: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(json)) {
    const items: readonly unknown[] = json;
    return items.map((item, at) => (at === key ? changed(item, rest, value) : item));
  }
  const record = json as Readonly<Record<string, unknown>>;
  return { ...record, [key]: changed(record[key], rest, value) };
}
