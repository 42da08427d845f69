import * as t from 'io-ts';

import {
  decoded,
  otherFrame,
  readWith,
  refusal,
  replyTo,
  requestUrl,
  unknownFrame,
  type Decoded,
} from '../../../connector/index.js';
import type { Frame } from '../../../domain/frame.js';
import { venueSymbol, type VenueName } from '../../../domain/ids.js';
import type { Origin } from '../../../domain/origin.js';
import type { HuobiFrames } from './market.js';
import { ping, push, rep, restError, streamError } from './wire.js';

/** What tells one kind of frame from another. */
type Json = Readonly<Record<string, unknown>>;

/** What follows the symbol in the topics that books have no use for, those of the feeds that are not used among them. */
const OTHER_TOPICS =
  /^(?:bbo|detail|ticker|kline\.\w+|depth\.step\d+|depth\.size_\d+\.high_freq|mbp\.(?:refresh\.)?\d+|trade\.detail)$/;

/** Frames that books have no use for, by the key that tells them. */
const OTHER_KEYS = ['subbed', 'unsubbed', 'pong'];

/** What a frame of a market stream of Huobi's, or an answer of its REST market data, holds. */
export const decodeHuobi =
  (frames: HuobiFrames) =>
  (value: unknown, frame: Frame): Decoded =>
    readWith(t.UnknownRecord, value, '', (json) => {
      if (json['status'] === 'error') return decodeError(frames.venue, json);
      return frame.via === 'request'
        ? decodeListings(frames, json, frame)
        : decodeStream(frames, json, frame);
    });

function decodeStream(frames: HuobiFrames, json: Json, frame: Frame): Decoded {
  const { venue } = frames;
  if ('ch' in json) return decodePush(frames, json, frame);
  if ('rep' in json) return decodeAnswer(frames, json, frame);
  if ('ping' in json) {
    return readWith(ping, json, '', (wire) => decoded(replyTo(venue, frame, `{"pong":${wire.ping}}`)));
  }
  const kind = OTHER_KEYS.find((key) => key in json);
  return decoded(kind === undefined ? unknownFrame(venue, frame) : otherFrame(venue, kind));
}

const decodePush = (frames: HuobiFrames, json: Json, frame: Frame): Decoded =>
  readWith(push, json, '', ({ ch, ts }) => {
    const { symbol, topic } = placeOf(ch);
    const from = originOf(frames.venue, symbol, frame, ts);
    if (topic === frames.feed.topic) return frames.feed.push(json, from);
    return topic === 'trade.detail' ? frames.trades.push(json, from) : decodeOther(frames, topic, frame);
  });

const decodeAnswer = (frames: HuobiFrames, json: Json, frame: Frame): Decoded =>
  readWith(rep, json, '', ({ rep: asked, ts }) => {
    const { symbol, topic } = placeOf(asked);
    const { feed, venue } = frames;
    return topic === feed.topic && feed.answer !== undefined
      ? feed.answer(json, originOf(venue, symbol, frame, ts))
      : decodeOther(frames, topic, frame);
  });

const decodeOther = ({ venue }: HuobiFrames, topic: string, frame: Frame): Decoded =>
  decoded(OTHER_TOPICS.test(topic) ? otherFrame(venue, topic) : unknownFrame(venue, frame));

/** `market.btcusdt.depth.step0`: the symbol, and the rest of the topic; both empty where it is none of a market. */
function placeOf(topic: string) {
  const [, symbol = '', rest = ''] = /^market\.([^.]+)\.(.+)$/.exec(topic) ?? [];
  return { symbol, topic: rest };
}

const originOf = (venue: VenueName, symbol: string, frame: Frame, ts: number | undefined): Origin => ({
  venue,
  symbol: venueSymbol(symbol),
  connection: frame.connection,
  venueTime: ts,
  receivedAt: frame.receivedAt,
});

/** Codes are words (`bad-request`), which the message is to keep, or numbers, in text at times. */
const decodeError = (venue: VenueName, json: Json): Decoded =>
  readWith(t.union([streamError, restError]), json, '', (wire) => {
    const [code, message] =
      'err-code' in wire ? [wire['err-code'], wire['err-msg']] : [wire.err_code, wire.err_msg];
    return decoded(
      /^\d{1,9}$/.test(String(code))
        ? refusal(venue, message, Number(code))
        : refusal(venue, `${code}: ${message}`),
    );
  });

function decodeListings({ venue, listings }: HuobiFrames, json: Json, frame: Frame): Decoded {
  const url = requestUrl(frame);
  const list =
    url &&
    listings(json, url, (covers, listed) =>
      decoded({ _tag: 'listings', venue, receivedAt: frame.receivedAt, covers, listings: listed }),
    );
  return list ?? decoded(unknownFrame(venue, frame));
}
