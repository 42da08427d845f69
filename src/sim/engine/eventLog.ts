import type { ExchangeEvent } from './exchangeEvent.js';

/** What has happened since it was asked last, and the numbers and the time of what happens next. */
export class EventLog {
  /** That of the command at hand, in milliseconds since 1970. */
  time: number;
  #lastSequence = 0;
  #events: ExchangeEvent[] = [];

  constructor(startAt: number) {
    this.time = startAt;
  }

  /** The number of the next event: an event is made with it and added at once. */
  next(): number {
    return ++this.#lastSequence;
  }

  add(event: ExchangeEvent): void {
    this.#events.push(event);
  }

  take(): readonly ExchangeEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
