import { Observable, of, Subject, take, timeout } from 'rxjs';

import type { ConnectionId } from '../../domain/ids.js';
import {
  keepConnected,
  type ConnectionEvent,
  type KeepConnectedOptions,
} from '../connection/keepConnected.js';
import { Outbox } from '../connection/outbox.js';
import { mapEach } from '../../sequence/mapEach.js';
import type { SocketPort } from '../ports/socket.js';
import { notSent, outcomeUnknown, type SentCall } from '../requests/callOverHttp.js';
import type { CallSocket } from '../requests/venueCalls.js';
import { decodeUserFrame, type UserFrameVenue } from './decodeUserFrame.js';
import type { CallAnswer, HeardUse, UserContent } from './tradingVenue.js';

/** A connection is open, and calls can be made over it. */
interface LinkUp {
  readonly _tag: 'linkUp';
  readonly connection: ConnectionId;
  readonly at: number;
}

/** A connection is no more; whatever was under way over it has its result. */
interface LinkDown {
  readonly _tag: 'linkDown';
  readonly connection: ConnectionId;
  readonly reason: string;
  /** The pause before the next attempt; undefined where another connection has taken over. */
  readonly retryInMs: number | undefined;
  readonly at: number;
}

/** What came over it, but for answers to calls. */
export interface LinkContent {
  readonly _tag: 'linkContent';
  readonly connection: ConnectionId;
  readonly content: Exclude<UserContent, CallAnswer>;
  readonly at: number;
}

/** What happens to the connections of a user socket. */
export type LinkEvent = LinkUp | LinkDown | LinkContent;

/** A connection that is kept, for calls and for the news of an account. */
export interface UserSocket {
  /** Keeps it, as long as it is subscribed; for one subscriber at a time. Never completes and never errors. */
  readonly events$: Observable<LinkEvent>;
  /** Calls over the connection of that name, or over the newest that is open; undefined where there is none. */
  readonly link: (connection?: ConnectionId) => CallSocket | undefined;
  /** The connections that are open, the newest last. */
  readonly names: () => readonly ConnectionId[];
}

/** What a user socket is made with. */
export interface UserSocketOptions {
  /** Where it is; asked for each attempt. */
  readonly url: () => string;
  readonly keep: KeepConnectedOptions;
  /** Takes what must not be seen out of reasons. */
  readonly redact: (text: string) => string;
  /** What an answer says is used of the venue's limits. */
  readonly onUse?: (used: readonly HeardUse[]) => void;
  readonly now: () => number;
}

interface Link {
  readonly outbox: Outbox;
  isOpen: boolean;
  /** Calls without an answer, by id. */
  readonly calls: Map<string, Call>;
}

interface Call {
  /** Whether it may have gone out. */
  readonly isWritten: () => boolean;
  readonly sentAt: number;
  readonly outcome$: Subject<SentCall>;
}

/**
 * Keeps a connection to a venue for one account: calls and their answers are matched by id, whatever else comes is told. A call
 * whose connection ends is `notSent` where its frame certainly was not written, else its outcome is unknown.
 */
export function userSocket(
  port: SocketPort,
  venue: UserFrameVenue,
  { url, keep, redact, onUse = () => {}, now }: UserSocketOptions,
): UserSocket {
  const links = new Map<ConnectionId, Link>();

  function open(connection: ConnectionId) {
    const outbox = new Outbox();
    links.set(connection, { outbox, isOpen: false, calls: new Map() });
    return of({ url: url(), send$: outbox.send$ });
  }

  function close(connection: ConnectionId, reason: string): void {
    const link = links.get(connection);
    if (link === undefined) return;
    links.delete(connection);
    link.isOpen = false;
    for (const { isWritten, outcome$ } of link.calls.values()) {
      outcome$.next(isWritten() ? outcomeUnknown(reason) : notSent(reason));
      outcome$.complete();
    }
  }

  function answer(connection: ConnectionId, { id, answer: heard, used }: CallAnswer): void {
    const calls = links.get(connection)?.calls;
    const call = calls?.get(id);
    onUse(used);
    if (call === undefined) return;
    calls?.delete(id);
    call.outcome$.next({ _tag: 'callAnswered', answer: { ...heard, sentAt: call.sentAt } });
    call.outcome$.complete();
  }

  function eventsOf(event: ConnectionEvent): readonly LinkEvent[] {
    switch (event._tag) {
      case 'connected': {
        const link = links.get(event.connection);
        if (link !== undefined) link.isOpen = true;
        return [{ _tag: 'linkUp', connection: event.connection, at: event.at }];
      }
      case 'connectionLost': {
        const { connection, retryInMs, at } = event;
        const reason = redact(event.reason);
        close(connection, reason);
        return [{ _tag: 'linkDown', connection, reason, retryInMs, at }];
      }
      case 'connectionRotated': {
        const { connection: newest, at } = event;
        const reason = 'another connection has taken over';
        // Those before it: connections are made one after the other.
        const all = [...links.keys()];
        return all.slice(0, all.indexOf(newest)).map((connection): LinkEvent => {
          close(connection, reason);
          return { _tag: 'linkDown', connection, reason, retryInMs: undefined, at };
        });
      }
      case 'connectionFrame': {
        const { connection, receivedAt: at } = event.frame;
        return decodeUserFrame(venue, event.frame).flatMap((content): readonly LinkEvent[] => {
          if (content._tag === 'callAnswer') answer(connection, content);
          else if (content._tag === 'reply') links.get(connection)?.outbox.send(content.text);
          else return [{ _tag: 'linkContent', connection, content, at }];
          return [];
        });
      }
    }
  }

  const callOver = (link: Link): CallSocket => ({
    call: (id, text, timeLimitMs) =>
      new Observable<SentCall>((subscriber) => {
        const outcome$ = new Subject<SentCall>();
        subscriber.add(outcome$.subscribe(subscriber));
        if (!link.isOpen) return outcome$.next(notSent('the connection was closed'));
        subscriber.add(() => link.calls.delete(id));
        // The answer, or the end, may come while it is sent.
        let isWritten = (): boolean => true;
        link.calls.set(id, { isWritten: () => isWritten(), sentAt: now(), outcome$ });
        ({ isWritten } = link.outbox.send(text));
      }).pipe(
        take(1),
        timeout({
          first: timeLimitMs,
          with: () => of(outcomeUnknown(`no answer within ${timeLimitMs} ms`)),
        }),
      ),
  });

  const namesOfOpen = (): readonly ConnectionId[] =>
    [...links].flatMap(([name, { isOpen }]) => (isOpen ? [name] : []));

  return {
    events$: new Observable<LinkEvent>((subscriber) => {
      subscriber.add(() => {
        for (const connection of links.keys()) close(connection, 'the connection was closed');
      });
      return keepConnected(port, open, keep).pipe(mapEach(eventsOf)).subscribe(subscriber);
    }),
    link: (connection = namesOfOpen().at(-1)) => {
      const link = connection && links.get(connection);
      return link?.isOpen === true ? callOver(link) : undefined;
    },
    names: namesOfOpen,
  };
}
