import * as t from 'io-ts';

import type { OtherFrame, Refusal, Reply } from '../../domain/contents.js';
import type { BadFrame, UnknownFrame } from '../../domain/errors.js';
import { connectionId, venueName, type ConnectionId, type VenueName } from '../../domain/ids.js';
import type { Listings } from '../../domain/listing.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { closed } from './closed.js';
import { listingsJson, readListings } from './listings.js';
import { readOrThrow } from './marbleJsonError.js';
import { DEFAULT_CONNECTION, DEFAULT_VENUE } from './messages.js';
import type { Reader } from './readByFirstKey.js';
import { exactly, fieldsJson, milliseconds, unless } from './scalars.js';

/** What a frame may hold beside messages of the market. */
export type SideContent = Listings | OtherFrame | Reply | Refusal | BadFrame | UnknownFrame;

const venue = { venue: t.string };
const place = { ...venue, connection: t.string, receivedAt: milliseconds };
const faults = t.array(exactly(t.tuple([t.string, t.string, t.string], '[path, value, expected]')));

const otherFields = closed({ other: t.string }, venue);
const replyFields = closed({ reply: t.string }, { ...venue, connection: t.string });
const refusalFields = closed({ refusal: t.string }, { code: t.number, ...venue });
const badFields = closed({ badFrame: faults }, { excerpt: t.string, ...place });
const unknownFields = closed({ unknownFrame: t.string }, place);

const readOther: Reader<OtherFrame> = (json) => {
  const { other, ...rest } = readOrThrow(otherFields, json);
  return { _tag: 'other', venue: venueOf(rest), kind: other };
};

const readReply: Reader<Reply> = (json) => {
  const { reply, connection = DEFAULT_CONNECTION, ...rest } = readOrThrow(replyFields, json);
  return { _tag: 'reply', venue: venueOf(rest), connection: connectionId(connection), text: reply };
};

const readRefusal: Reader<Refusal> = (json) => {
  const { refusal, code, ...rest } = readOrThrow(refusalFields, json);
  return { _tag: 'refusal', venue: venueOf(rest), code, message: refusal };
};

const readBad: Reader<BadFrame> = (json, moment) => {
  const { badFrame, excerpt = '', ...rest } = readOrThrow(badFields, json);
  return {
    _tag: 'badFrame',
    ...placeOf(rest, moment),
    faults: badFrame.map(([path, value, expected]) => ({ path, value, expected })),
    excerpt,
  };
};

const readUnknown: Reader<UnknownFrame> = (json, moment) => {
  const { unknownFrame, ...rest } = readOrThrow(unknownFields, json);
  return { _tag: 'unknownFrame', ...placeOf(rest, moment), excerpt: unknownFrame };
};

/** What a frame may hold beside messages of the market, by its first key. */
export const CONTENT_READERS = {
  listings: readListings,
  other: readOther,
  reply: readReply,
  refusal: readRefusal,
  badFrame: readBad,
  unknownFrame: readUnknown,
} satisfies Record<SideContent['_tag'], Reader<SideContent>>;

/** The JSON of what a frame may hold beside messages of the market. */
export function contentJson(content: SideContent, moment: MarbleMoment): Json {
  switch (content._tag) {
    case 'listings':
      return listingsJson(content, moment);
    case 'other':
      return fieldsJson({ other: content.kind, ...venueJson(content) });
    case 'reply':
      return fieldsJson({
        reply: content.text,
        ...venueJson(content),
        connection: unless<string>(content.connection, DEFAULT_CONNECTION),
      });
    case 'refusal':
      return fieldsJson({ refusal: content.message, code: content.code, ...venueJson(content) });
    case 'badFrame':
      return fieldsJson({
        badFrame: content.faults.map(({ path, value, expected }) => [path, value, expected]),
        excerpt: unless(content.excerpt, ''),
        ...placeJson(content, moment),
      });
    case 'unknownFrame':
      return fieldsJson({ unknownFrame: content.excerpt, ...placeJson(content, moment) });
  }
}

interface Place {
  readonly venue: VenueName;
  readonly connection: ConnectionId;
  readonly receivedAt: number;
}

type PlaceJson = { readonly [K in keyof typeof place]?: t.TypeOf<(typeof place)[K]> };

const venueOf = ({ venue = DEFAULT_VENUE }: Pick<PlaceJson, 'venue'>): VenueName => venueName(venue);

const placeOf = (json: PlaceJson, { frame }: MarbleMoment): Place => ({
  venue: venueOf(json),
  connection: connectionId(json.connection ?? DEFAULT_CONNECTION),
  receivedAt: json.receivedAt ?? frame,
});

const venueJson = ({ venue }: Pick<Place, 'venue'>) => ({ venue: unless<string>(venue, DEFAULT_VENUE) });

const placeJson = (value: Place, { frame }: MarbleMoment) => ({
  ...venueJson(value),
  connection: unless<string>(value.connection, DEFAULT_CONNECTION),
  receivedAt: unless(value.receivedAt, frame),
});
