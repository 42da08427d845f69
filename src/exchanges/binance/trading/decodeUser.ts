import * as E from 'fp-ts/lib/Either.js';

import {
  isRecord,
  otherFrame,
  readWith,
  refusal,
  unknownFrame,
  type UserContent,
} from '../../../connector/index.js';
import { add } from '../../../domain/exact.js';
import type { Frame } from '../../../domain/frame.js';
import type { VenueName } from '../../../domain/ids.js';
import { accountPosition, callAnswer, wireError } from '../wire/events.js';
import { orderNews } from './orderNews.js';
import { usedByLimits } from './rateWindows.js';
import type { Reading } from './readAnswer.js';

type Contents = Reading<readonly UserContent[]>;

/** After these nothing more comes until the stream is asked for anew. */
/** The server ends all its connections soon: another is to be opened. */
const SHUTDOWN = 'serverShutdown';
const ENDED = new Set(['eventStreamTerminated', 'listenKeyExpired', SHUTDOWN]);

/**
 * Known, and of no use. `balanceUpdate` among them: the amount of a deposit or withdrawal, of which `outboundAccountPosition` tells
 * the balances after it. Both are sent, in no documented order: with both the amount would count twice.
 */
const OTHER = new Set(['balanceUpdate', 'externalLockUpdate', 'listStatus']);

/** How much of an answer is quoted, in characters. */
const EXCERPT_LENGTH = 200;

/**
 * What a frame of the user stream holds, or of a connection of the WebSocket API. Events come bare over a connection with a listen
 * key, under `event` by the WebSocket API, under `data` in a combined stream.
 */
export const decodeUser =
  (venue: VenueName) =>
  (json: unknown, frame: Frame): Contents => {
    if (!isRecord(json)) return E.right([unknownFrame(venue, frame)]);
    if ('status' in json && 'id' in json) return decodeAnswer(venue, json, frame);
    if (isRecord(json['event'])) return decodeEvent(venue, json['event'], frame, 'event');
    if (isRecord(json['data'])) return decodeEvent(venue, json['data'], frame, 'data');
    return decodeEvent(venue, json, frame, '');
  };

function decodeEvent(
  venue: VenueName,
  event: Readonly<Record<string, unknown>>,
  frame: Frame,
  under: string,
): Contents {
  const { e: kind } = event;
  const { connection, receivedAt } = frame;
  if (kind === 'executionReport') return orderNews(venue, event, under, receivedAt);
  if (kind === 'outboundAccountPosition') return positionOf(event, under, connection, receivedAt);
  if (typeof kind === 'string' && ENDED.has(kind))
    return E.right([
      { _tag: 'userStreamEnded', reason: kind, ...(kind === SHUTDOWN && { withConnection: true }) },
    ]);
  if (typeof kind === 'string' && OTHER.has(kind)) return E.right([otherFrame(venue, kind)]);
  const error = isRecord(event['error']) ? event['error'] : event;
  if (wireError.is(error)) return E.right([refusal(venue, error.msg, error.code)]);
  return E.right([unknownFrame(venue, frame)]);
}

const positionOf = (event: unknown, under: string, feed: string, receivedAt: number): Contents =>
  readWith(accountPosition, event, under, ({ u, B }) =>
    E.right([
      {
        _tag: 'balanceSnapshot',
        feed,
        venueTime: u,
        receivedAt,
        covers: 'listed',
        balances: B.map(({ a, f, l }) => ({ token: a, total: add(f, l), available: f })),
      },
    ]),
  );

/** An answer to a call; without an id it is one to a frame that the venue could not read. */
function decodeAnswer(venue: VenueName, json: Readonly<Record<string, unknown>>, frame: Frame): Contents {
  const { error } = json;
  if (json['id'] === null && wireError.is(error)) return E.right([refusal(venue, error.msg, error.code)]);
  return readWith(callAnswer, json, '', ({ id, status }) =>
    E.right([
      {
        _tag: 'callAnswer',
        id: String(id),
        answer: {
          status,
          headers: {},
          json: 'result' in json ? json['result'] : error,
          excerpt: frame.text.slice(0, EXCERPT_LENGTH),
          receivedAt: frame.receivedAt,
        },
        used: usedByLimits(json['rateLimits']),
      },
    ]),
  );
}
