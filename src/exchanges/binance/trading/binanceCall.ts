import type { HttpCall, Signing, VenueCall } from '../../../connector/index.js';
import { plainFrame, plainQuery, signedFrame, signedQuery, type Parameters } from './parameters.js';
import { costsOf } from './rateWindows.js';
import { readAnswer, type AnswerReading } from './readAnswer.js';

/** One thing that can be asked of Binance. */
export interface CallPlan<A> extends AnswerReading<A> {
  /** Over REST; undefined where it is only to be had over the WebSocket API. */
  readonly rest: readonly [method: HttpCall['method'], path: string] | undefined;
  /** The method of the WebSocket API; undefined where there is none. */
  readonly socket: string | undefined;
  /** Called when it goes out. Throws what is wrong with a call that cannot be said, which is not sent then. */
  readonly parameters?: () => Parameters;
  /** `key`: the API key goes with it, and no signature. */
  readonly security: 'none' | 'key' | 'signed';
  readonly weight: number;
  /** How many orders it counts as. */
  readonly orders?: number;
}

/** Where and how calls go out. */
export interface CallContext {
  readonly rest: string;
  /** After so long a signed call is refused, in milliseconds. */
  readonly recvWindowMs: number;
  /** Whether there is a WebSocket API. */
  readonly hasSocketApi: boolean;
}

/** A call by its plan. */
export function binanceCall<A>(context: CallContext, plan: CallPlan<A>): VenueCall<A> {
  const { rest, socket, security, weight, orders } = plan;
  const name = rest?.join(' ') ?? socket ?? 'nothing';
  return {
    name,
    costs: costsOf(weight, orders),
    signed: security !== 'none',
    http: (signing) => httpOf(context, plan, name, signing),
    frame:
      socket === undefined || !context.hasSocketApi
        ? undefined
        : (id, signing) => frameOf(context, plan, socket, id, signing),
    read: (answer) => readAnswer(name, plan, answer),
  };
}

function httpOf<A>(
  { rest: base, recvWindowMs }: CallContext,
  { rest, security, parameters = () => ({}) }: CallPlan<A>,
  name: string,
  signing: Signing | undefined,
): HttpCall {
  if (rest === undefined) throw new RangeError(`${name} goes over the WebSocket API only`);
  const [method, path] = rest;
  const query =
    security === 'signed'
      ? signedQuery(parameters(), needed(name, signing), recvWindowMs)
      : plainQuery(parameters());
  const url = `${base}${path}${query === '' ? '' : `?${query}`}`;
  if (security === 'none') return { method, url };
  return { method, url, headers: { 'X-MBX-APIKEY': needed(name, signing).credentials.apiKey.reveal() } };
}

const frameOf = <A>(
  { recvWindowMs }: CallContext,
  { security, parameters = () => ({}) }: CallPlan<A>,
  method: string,
  id: string,
  signing: Signing | undefined,
): string =>
  security === 'none'
    ? plainFrame(id, method, parameters())
    : signedFrame(id, method, parameters(), needed(method, signing), recvWindowMs);

function needed(name: string, signing: Signing | undefined): Signing {
  if (signing === undefined) throw new RangeError(`${name} needs credentials`);
  return signing;
}
