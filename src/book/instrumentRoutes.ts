import type { ConnectionId, VenueName, VenueSymbol } from '../domain/ids.js';
import type { InstrumentDelisted } from '../domain/listing.js';
import type { BookInput, FeedInterrupted, FeedMessage, MarketMessage } from '../domain/messages.js';

/** Which instrument something is of. */
export interface InstrumentKey {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
}

/** Where the messages of one instrument go. */
export interface Destination {
  /** Comes first, once: what it leads to finds the destination there. */
  readonly start: () => void;
  readonly take: (message: BookInput) => void;
  /** Nothing comes any more. */
  readonly end: () => void;
}

/** One instrument's destination, and the connections that feed it. */
class Route {
  /** The connections that its snapshots and diffs came over, and that have not been interrupted since. */
  readonly connections = new Set<ConnectionId>();
  /** The one that the last of them came over: almost always the next one's too. */
  connection: ConnectionId | undefined;

  constructor(readonly destination: Destination) {}
}

/** The route of what is delisted: nobody listens there, so that stragglers open no new one. */
const CLOSED = new Route({ start: () => {}, take: () => {}, end: () => {} });

/**
 * Which messages each instrument hears, as `routeByInstrument` tells: a destination is opened at an instrument's first
 * message, and ended when it is delisted or dropped. One look-up a message, whatever the number of instruments.
 */
export class InstrumentRoutes {
  private readonly venues = new Map<VenueName, Map<VenueSymbol, Route>>();

  constructor(private readonly open: (instrument: InstrumentKey) => Destination) {}

  take(message: FeedMessage): void {
    // By far the most frequent.
    if (message._tag === 'diff') return this.takeMessage(message);
    switch (message._tag) {
      case 'interrupted':
        return this.takeInterruption(message);
      case 'delisted':
        return this.takeDelisting(message);
      case 'listed': {
        const routes = this.venues.get(message.venue);
        if (routes?.get(message.symbol) === CLOSED) routes.delete(message.symbol);
        return;
      }
      case 'dropped': {
        const routes = this.venues.get(message.venue);
        const route = routes?.get(message.symbol);
        if (route === undefined || route === CLOSED) return;
        routes?.delete(message.symbol);
        route.destination.take(message);
        return route.destination.end();
      }
      case 'halted':
      case 'resumed':
        return;
      case 'snapshot':
      case 'orderSnapshot':
      case 'orderDiff':
      case 'trade':
        return this.takeMessage(message);
    }
  }

  /** Nothing comes any more, of any instrument. */
  end(): void {
    for (const route of this.all()) route.destination.end();
  }

  private takeMessage(message: MarketMessage): void {
    const route = this.venues.get(message.venue)?.get(message.symbol) ?? this.openRoute(message);
    if (route === CLOSED) return;
    if (route.connection !== message.connection && isOfFeed(message)) {
      route.connection = message.connection;
      route.connections.add(message.connection);
    }
    route.destination.take(message);
  }

  private openRoute({ venue, symbol }: InstrumentKey): Route {
    const route = new Route(this.open({ venue, symbol }));
    let routes = this.venues.get(venue);
    if (routes === undefined) this.venues.set(venue, (routes = new Map<VenueSymbol, Route>()));
    routes.set(symbol, route);
    route.destination.start();
    return route;
  }

  private takeInterruption(message: FeedInterrupted): void {
    for (const route of this.all()) {
      if (!route.connections.delete(message.connection)) continue;
      route.connection = undefined;
      route.destination.take(message);
    }
  }

  private takeDelisting(message: InstrumentDelisted): void {
    const routes = this.venues.get(message.venue);
    const route = routes?.get(message.symbol);
    if (routes === undefined) this.venues.set(message.venue, new Map([[message.symbol, CLOSED]]));
    else routes.set(message.symbol, CLOSED);
    if (route === undefined) return;
    route.destination.take(message);
    route.destination.end();
  }

  private *all(): Iterable<Route> {
    for (const routes of this.venues.values()) yield* routes.values();
  }
}

/** Whether a message shows that a connection feeds the book: trades, and answers to requests, do not. */
const isOfFeed = (message: MarketMessage): boolean =>
  message._tag !== 'trade' && (!('via' in message) || message.via === 'stream');
