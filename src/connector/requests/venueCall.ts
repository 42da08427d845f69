import type { Signer } from '../ports/signer.js';
import type { HttpRequest } from '../ports/http.js';
import type { Secret } from '../secret.js';
import type { RateCosts } from './rateBudget.js';

/** With what an account proves that it is itself. */
export interface Credentials {
  /** By which the venue knows the key. */
  readonly apiKey: Secret;
  readonly signer: Signer;
}

/** What a call is made believable with, at the moment at which it goes out. */
export interface Signing {
  readonly credentials: Credentials;
  /** Now, by the venue's clock as far as it is known, in whole milliseconds since 1970. */
  readonly venueTime: number;
}

/** What a venue answered to a call, over HTTP or over a WebSocket connection of its API. Times by our clock. */
export interface VenueAnswer {
  /** The status, as HTTP has it, whichever way it came. */
  readonly status: number;
  /** Names in lower case; empty of an answer that came over a WebSocket connection. */
  readonly headers: Readonly<Record<string, string>>;
  /** What it says: its JSON, read as the venue's JSON must be; undefined where it is none. */
  readonly json: unknown;
  /** The beginning of it as text, for messages about it. */
  readonly excerpt: string;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** The venue did what was asked, or told it. */
export interface Answered<A> {
  readonly _tag: 'answered';
  readonly value: A;
  /** When the call went out and when its answer came, by our clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

interface VenueSaidNo {
  /** The venue's error code, as text; undefined where it has none. */
  readonly code: string | undefined;
  readonly message: string;
}

/** The venue will not do it, and has done nothing. */
export interface Refused extends VenueSaidNo {
  readonly _tag: 'refused';
}

/** The venue itself says that it knows no such thing. Never a network error. */
export interface NotFound extends VenueSaidNo {
  readonly _tag: 'notFound';
  /** When the call went out and when its answer came, by our clock: from when on it is evidence. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** The venue has done nothing, for too much was asked of it. */
export interface RateLimited extends VenueSaidNo {
  readonly _tag: 'rateLimited';
  /** How long it asks to wait, in milliseconds; undefined where it does not say. */
  readonly retryAfterMs: number | undefined;
  /** The windows that too much was asked of, where the venue says so: nothing else has to wait. */
  readonly windows?: readonly string[];
}

/** The venue has done nothing, for the time of the call is not its own. */
export interface ClockOff extends VenueSaidNo {
  readonly _tag: 'clockOff';
}

/** Certainly nothing has reached the venue. */
export interface NotSent {
  readonly _tag: 'notSent';
  readonly reason: string;
}

/** It may have been done, or not: no answer, or one that says no more. */
export interface OutcomeUnknown {
  readonly _tag: 'outcomeUnknown';
  readonly reason: string;
}

/** Why a call was not answered as wished. */
export type CallFailure = Refused | NotFound | RateLimited | ClockOff | NotSent | OutcomeUnknown;

/** What became of a call. */
export type CallResult<A> = Answered<A> | CallFailure;

/** A call over HTTP, but for how long it may take. */
export type HttpCall = Omit<HttpRequest, 'timeLimitMs'>;

/**
 * One thing that can be asked of a venue: how to say it, what it draws, and what an answer means. Pure data and functions; who
 * makes the call waits for the budget, signs at the last moment, and sends.
 */
export interface VenueCall<A> {
  /** What it is, for people: `POST /api/v3/order`. Nothing secret. */
  readonly name: string;
  /** What it draws of the venue's windows. */
  readonly costs: RateCosts;
  /** Whether it needs credentials. */
  readonly signed: boolean;
  /** The call over HTTP; `signing` is there where `signed` says so. */
  readonly http: (signing: Signing | undefined) => HttpCall;
  /** The frame that says the same over the venue's WebSocket API, under an id; undefined where it has none for it. */
  readonly frame: ((id: string, signing: Signing | undefined) => string) | undefined;
  /** What an answer means. Not to throw: what cannot be read is `outcomeUnknown`, of a question too. */
  readonly read: (answer: VenueAnswer) => Answered<A> | Exclude<CallFailure, NotSent>;
}
