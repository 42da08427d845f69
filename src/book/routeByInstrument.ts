import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';

import type { BookInput, FeedMessage } from '../domain/messages.js';
import { listenWhileOpen } from '../sequence/listenWhileOpen.js';
import { InstrumentRoutes, type Destination, type InstrumentKey } from './instrumentRoutes.js';

export type { InstrumentKey } from './instrumentRoutes.js';

/** An output of one instrument's pipeline, with the instrument that it is of. */
export interface OfInstrument<T> extends InstrumentKey {
  readonly value: T;
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
      let running = 1;
      const ended = () => {
        if (--running === 0) subscriber.complete();
      };

      function open({ venue, symbol }: InstrumentKey): Destination {
        /** Who listens to its messages: the pipeline, as often as it subscribes. */
        let inputs: readonly Subscriber<BookInput>[] = [];
        let over = false;
        const input$ = new Observable<BookInput>((input) => {
          if (over) return input.complete();
          inputs = [...inputs, input];
          return () => {
            inputs = inputs.filter((other) => other !== input);
          };
        });
        return {
          start: () => {
            running++;
            subscriber.add(
              input$.pipe(pipelineOf({ venue, symbol })).subscribe({
                next: (value) => subscriber.next({ venue, symbol, value }),
                error: (error: unknown) => subscriber.error(error),
                complete: ended,
              }),
            );
          },
          take: (message) => {
            const listening = inputs;
            for (let at = 0; at < listening.length; at++) listening[at]!.next(message);
          },
          end: () => {
            over = true;
            for (const input of inputs) input.complete();
          },
        };
      }

      routeMessages(source, subscriber, new InstrumentRoutes(open), ended);
    });

/**
 * Routes the messages of a source until the subscriber is closed; tells when the source has ended, and all routes. A source
 * that ends while one of its messages is on its way, led to by who hears it, has ended when that has arrived.
 */
export function routeMessages(
  source: Observable<FeedMessage>,
  subscriber: Subscriber<unknown>,
  routes: InstrumentRoutes,
  ended: () => void,
): void {
  let underWay = 0;
  let isOver = false;
  function end(): void {
    if (subscriber.closed) return;
    routes.end();
    ended();
  }
  listenWhileOpen(source, subscriber, {
    next: (message) => {
      underWay++;
      routes.take(message);
      underWay--;
      if (isOver && underWay === 0) end();
    },
    complete: () => {
      isOver = true;
      if (underWay === 0) end();
    },
  });
}
