import { concatMap, defer, map, Observable, of, Subject, timer } from 'rxjs';

import type { DialectAnswer, DialectRequest } from '../../../../src/sim/dialects/binance/binanceDialect.js';
import type { GateAnswer, GateEvent, VenueGate } from '../../../../src/sim/venue/venueGate.js';
import type { ExchangeFaults, RequestKind } from '../../../../src/testing/index.js';

/** What becomes of one request. */
type Fate =
  | { readonly _tag: 'lost' | 'serverError'; readonly done: boolean }
  | { readonly _tag: 'late' }
  | { readonly _tag: 'limited'; readonly seconds: number };

const KINDS: Readonly<Record<string, RequestKind>> = {
  'POST /api/v3/order': 'place',
  'DELETE /api/v3/order': 'cancel',
  'PUT /api/v3/order/amend/keepPriority': 'amend',
  'order.place': 'place',
  'order.cancel': 'cancel',
  'order.amend.keepPriority': 'amend',
};

const LOST: GateAnswer = { _tag: 'lost', reason: 'the connection was cut' };
/** The venue's own answer where it does not know itself. */
const UNKNOWN = { status: 504, code: -1007, msg: 'Timeout waiting for response from backend server.' };
const LIMITED = { status: 429, code: -1003, msg: 'Too many requests queued.' };

const answerOf = ({ status, code, msg }: typeof UNKNOWN, headers = {}): GateAnswer => ({
  _tag: 'answered',
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  body: JSON.stringify({ code, msg }),
});

const frameOf = (id: unknown, { status, code, msg }: typeof UNKNOWN, data?: object): GateEvent => ({
  _tag: 'frame',
  kind: 'answer',
  text: JSON.stringify({ id, status, error: { code, msg, ...(data && { data }) } }),
});

/** How long a group is that is told backwards. */
const GROUP_MS = 30;

/** A gateway that quotes what it should not. */
const unknownTo = (key = ''): typeof UNKNOWN => ({ ...UNKNOWN, msg: `${UNKNOWN.msg} (key ${key})` });

/** How late a request is that was given up. */
const LATE_MS = 1_300;

interface Call {
  readonly id?: unknown;
  readonly method?: unknown;
}

const callOf = (text: string): Call => JSON.parse(text) as Call;

/** Stands before the embedded exchange, and does to what comes and goes what a test says, over HTTP and over sockets. */
export class ScriptedGate implements VenueGate {
  readonly requests: Record<RequestKind, number> = { place: 0, cancel: 0, amend: 0 };
  connections = 0;
  /** All that came. */
  readonly signatures = new Set<string>();
  readonly #gate: VenueGate;
  readonly #now: () => number;
  readonly #fates = new Map<RequestKind, Fate[]>();
  readonly #cut$ = new Subject<void>();
  readonly #release$ = new Subject<void>();
  #isReachable = true;
  #isSilent = false;
  #isHeld = false;
  #disturbed: 'repeated' | 'reordered' | undefined;

  constructor(gate: VenueGate, now: () => number) {
    this.#gate = gate;
    this.#now = now;
  }

  readonly faults: Omit<ExchangeFaults, 'skewClock'> = {
    loseAnswer: (kind, done) => this.#plan(kind, { _tag: 'lost', done }),
    arriveLate: (kind) => this.#plan(kind, { _tag: 'late' }),
    failServer: (kind, done) => this.#plan(kind, { _tag: 'serverError', done }),
    limitRate: (kind, seconds) => this.#plan(kind, { _tag: 'limited', seconds }),
    cutConnections: () => this.#cut$.next(),
    setReachable: (isReachable) => {
      this.#isReachable = isReachable;
      if (!isReachable) this.#cut$.next();
    },
    silenceUserStream: (isSilent) => {
      this.#isSilent = isSilent;
    },
    holdUserStream: (isHeld) => {
      this.#isHeld = isHeld;
      if (!isHeld) this.#release$.next();
    },
    disturbUserStream: (how) => {
      this.#disturbed = how;
    },
  };

  request(request: DialectRequest): Observable<GateAnswer> {
    return defer(() => {
      this.#noteSignature(request.query);
      this.#noteSignature(request.body);
      if (!this.#isReachable) return of(LOST);
      const fate = this.#fateOf(`${request.method} ${request.path}`);
      if (fate === undefined) return this.#gate.request(request);
      if (fate._tag === 'limited') return of(answerOf(LIMITED, { 'retry-after': String(fate.seconds) }));
      if (fate._tag === 'late') {
        timer(LATE_MS)
          .pipe(concatMap(() => this.#gate.request(request)))
          .subscribe();
        return of(LOST);
      }
      const instead = fate._tag === 'lost' ? LOST : answerOf(unknownTo(request.headers['x-mbx-apikey']));
      return fate.done ? this.#gate.request(request).pipe(map(() => instead)) : of(instead);
    });
  }

  connect(request: DialectRequest, received$: Observable<string>): Observable<GateEvent> {
    return new Observable((subscriber) => {
      if (!this.#isReachable) {
        const answer: DialectAnswer = { status: 503, headers: {}, body: '' };
        subscriber.next({ _tag: 'refused', answer });
        subscriber.complete();
        return;
      }
      this.connections++;
      subscriber.add(() => this.connections--);
      const fates = new Map<unknown, Fate>();
      const tell = (event: GateEvent): void => {
        subscriber.next(event);
        if (event._tag === 'closed' || event._tag === 'refused') subscriber.complete();
      };
      const sent$ = new Subject<string>();
      const spoil = this.#userStream(tell);
      subscriber.add(spoil.end);
      subscriber.add(this.#cut$.subscribe(() => tell({ _tag: 'closed', code: 1006, reason: 'cut' })));
      subscriber.add(
        this.#gate.connect(request, sent$).subscribe((event) => {
          if (event._tag === 'frame' && event.kind === 'user') return spoil.take(event);
          const fate =
            event._tag === 'frame' && event.kind === 'answer' ? fateOf(event.text, fates) : undefined;
          if (fate === undefined) tell(event);
          else if (fate.fate._tag === 'serverError') tell(frameOf(fate.id, UNKNOWN));
        }),
      );
      const isApi = request.path.startsWith('/ws-api');
      subscriber.add(
        received$.subscribe({
          next: (text) => {
            this.#noteSignature(text);
            if (!isApi || this.#passes(text, fates, tell, sent$)) sent$.next(text);
          },
          error: () => subscriber.complete(),
        }),
      );
    });
  }

  /** Whether a frame of the WebSocket API goes on to the venue. */
  #passes(
    text: string,
    fates: Map<unknown, Fate>,
    tell: (event: GateEvent) => void,
    sent$: Subject<string>,
  ): boolean {
    const { id, method } = callOf(text);
    const fate = this.#fateOf(String(method));
    if (fate === undefined) return true;
    if (fate._tag === 'limited') {
      const retryAfter = this.#now() + fate.seconds * 1000;
      tell(frameOf(id, LIMITED, { serverTime: this.#now(), retryAfter }));
      return false;
    }
    if (fate._tag === 'late') {
      fates.set(id, { _tag: 'lost', done: true });
      timer(LATE_MS).subscribe(() => sent$.next(text));
      return false;
    }
    if (fate.done) fates.set(id, fate);
    else if (fate._tag === 'serverError') tell(frameOf(id, UNKNOWN));
    return fate.done;
  }

  #fateOf(name: string): Fate | undefined {
    const kind = KINDS[name];
    if (kind === undefined) return undefined;
    this.requests[kind]++;
    return this.#fates.get(kind)?.shift();
  }

  #noteSignature(text: string): void {
    const [, signature] = /signature(?:=|":")([^&"]+)/.exec(text) ?? [];
    if (signature !== undefined) this.signatures.add(signature);
  }

  #plan(kind: RequestKind, fate: Fate): void {
    this.#fates.set(kind, [...(this.#fates.get(kind) ?? []), fate]);
  }

  /** What the user stream says, over one connection: lost, kept back, said twice, or backwards. */
  #userStream(tell: (event: GateEvent) => void) {
    const held: GateEvent[] = [];
    const group: GateEvent[] = [];
    const waiting = this.#release$.subscribe(() => {
      for (const event of held.splice(0)) tell(event);
    });
    const takeBackwards = (event: GateEvent): void => {
      group.push(event);
      if (group.length > 1) return;
      const told = timer(GROUP_MS).subscribe(() => {
        for (const one of group.splice(0).toReversed()) tell(one);
      });
      waiting.add(told);
    };
    return {
      end: () => waiting.unsubscribe(),
      take: (event: GateEvent) => {
        if (this.#isSilent) return;
        if (this.#isHeld) held.push(event);
        else if (this.#disturbed === 'reordered') takeBackwards(event);
        else {
          tell(event);
          if (this.#disturbed === 'repeated') tell(event);
        }
      },
    };
  }
}

/** The fate of the call that a frame answers, and the call's id; it is used up. */
function fateOf(
  text: string,
  fates: Map<unknown, Fate>,
): { readonly id: unknown; readonly fate: Fate } | undefined {
  const { id } = callOf(text);
  const fate = fates.get(id);
  fates.delete(id);
  return fate && { id, fate };
}
