import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';

import type { ConnectionId, VenueName, VenueSymbol } from '../domain/ids.js';
import { whileOpen } from '../sequence/whileOpen.js';
import type { InstrumentDelisted } from '../domain/listing.js';
import type { BookInput, FeedInterrupted, FeedMessage, MarketMessage } from '../domain/messages.js';

/** Which instrument something is of. */
export interface InstrumentKey {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
}

/** An output of one instrument's pipeline, with the instrument that it is of. */
export interface OfInstrument<T> extends InstrumentKey {
  readonly value: T;
}

interface Route {
  /** Who listens to its messages: the pipeline, as often as it subscribes. */
  inputs: readonly Subscriber<BookInput>[];
  /** The connections that its snapshots and diffs came over, and that have not been interrupted since. */
  readonly connections: Set<ConnectionId>;
  /** The one that the last of them came over: almost always the next one's too. */
  connection: ConnectionId | undefined;
  /** Whether nothing comes any more: a pipeline that subscribes again completes at once. */
  ended: boolean;
}

/**
 * Gives each instrument a pipeline of its own, made by `pipelineOf` at the instrument's first message, and merges their
 * outputs. An interruption of a connection goes to every instrument whose book was fed by it.
 *
 * An instrument that is delisted or dropped hears so, and its pipeline is completed; neither touches the others. What
 * still comes for one that is delisted is passed over until it is listed again; one that was dropped starts anew with its
 * next message. Halts and resumptions change nothing here.
 *
 * One look-up a message, whatever the number of instruments. When the source completes, so do the pipelines, and the
 * result with the last of them; an error of the source or of a pipeline ends all; unsubscribing frees all.
 *
 * Marbles: `marbles/book/routeByInstrument`.
 */
export const routeByInstrument =
  <T>(
    pipelineOf: (instrument: InstrumentKey) => OperatorFunction<BookInput, T>,
  ): OperatorFunction<FeedMessage, OfInstrument<T>> =>
  (source) =>
    new Observable<OfInstrument<T>>((subscriber) => {
      const venues = new Map<VenueName, Map<VenueSymbol, Route>>();
      let running = 1;
      const ended = () => {
        if (--running === 0) subscriber.complete();
      };
      const everyRoute = function* () {
        for (const routes of venues.values()) yield* routes.values();
      };

      function open({ venue, symbol }: InstrumentKey): Route {
        const route: Route = { inputs: [], connections: new Set(), connection: undefined, ended: false };
        const input$ = new Observable<BookInput>((input) => {
          if (route.ended) return input.complete();
          route.inputs = [...route.inputs, input];
          return () => {
            route.inputs = route.inputs.filter((other) => other !== input);
          };
        });
        let routes = venues.get(venue);
        if (routes === undefined) venues.set(venue, (routes = new Map<VenueSymbol, Route>()));
        routes.set(symbol, route);
        running++;
        subscriber.add(
          input$.pipe(pipelineOf({ venue, symbol })).subscribe({
            next: (value) => subscriber.next({ venue, symbol, value }),
            error: (error: unknown) => subscriber.error(error),
            complete: ended,
          }),
        );
        return route;
      }

      function routeMessage(message: MarketMessage): void {
        const route = venues.get(message.venue)?.get(message.symbol) ?? open(message);
        if (route === CLOSED) return;
        if (route.connection !== message.connection && isOfFeed(message)) {
          route.connection = message.connection;
          route.connections.add(message.connection);
        }
        feed(route, message);
      }

      function routeInterruption(message: FeedInterrupted): void {
        for (const route of everyRoute()) {
          if (!route.connections.delete(message.connection)) continue;
          route.connection = undefined;
          feed(route, message);
        }
      }

      function end(route: Route): void {
        route.ended = true;
        for (const input of route.inputs) input.complete();
      }

      function routeDelisting(message: InstrumentDelisted): void {
        const routes = venues.get(message.venue);
        const route = routes?.get(message.symbol);
        // Nobody listens at a closed route, so that stragglers open no new one.
        if (routes === undefined) venues.set(message.venue, new Map([[message.symbol, CLOSED]]));
        else routes.set(message.symbol, CLOSED);
        if (route === undefined) return;
        feed(route, message);
        end(route);
      }

      function takeMessage(message: FeedMessage): void {
        switch (message._tag) {
          case 'interrupted':
            return routeInterruption(message);
          case 'delisted':
            return routeDelisting(message);
          case 'listed': {
            const routes = venues.get(message.venue);
            if (routes?.get(message.symbol) === CLOSED) routes.delete(message.symbol);
            return;
          }
          case 'dropped': {
            const routes = venues.get(message.venue);
            const route = routes?.get(message.symbol);
            if (route === undefined || route === CLOSED) return;
            routes?.delete(message.symbol);
            feed(route, message);
            return end(route);
          }
          case 'halted':
          case 'resumed':
            return;
          case 'snapshot':
          case 'diff':
          case 'orderSnapshot':
          case 'orderDiff':
          case 'trade':
            return routeMessage(message);
        }
      }

      whileOpen(source, subscriber).subscribe({
        next: (message) => {
          try {
            takeMessage(message);
          } catch (error) {
            subscriber.error(error);
          }
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          if (subscriber.closed) return;
          for (const route of everyRoute()) end(route);
          ended();
        },
      });
    });

/** The route of what is delisted. */
const CLOSED: Route = { inputs: [], connections: new Set(), connection: undefined, ended: true };

function feed({ inputs }: Route, message: BookInput): void {
  for (let at = 0; at < inputs.length; at++) inputs[at]!.next(message);
}

/** Whether a message shows that a connection feeds the book: trades, and answers to requests, do not. */
const isOfFeed = (message: MarketMessage): boolean =>
  message._tag !== 'trade' && (!('via' in message) || message.via === 'stream');
