import { Observable, type Subscriber } from 'rxjs';

/** A frame that is to be sent. */
export interface SentFrame {
  /** Whether it may have gone out: else it certainly has not. */
  readonly isWritten: () => boolean;
}

/**
 * What is to be sent over one connection, and what of it has been handed over: frames wait until the connection takes
 * them. For the `send$` of one `SocketRequest`.
 */
export class Outbox {
  readonly #waiting: { readonly text: string; isWritten: boolean }[] = [];
  #taker: Subscriber<string> | undefined;

  /** Takes the frames, those that wait first; for one subscriber. Never ends by itself. */
  readonly send$ = new Observable<string>((taker) => {
    this.#taker = taker;
    this.#flush();
  });

  /** Sends a frame as soon as the connection takes it; what waits when the connection ends was never sent. */
  send(text: string): SentFrame {
    const frame = { text, isWritten: false };
    this.#waiting.push(frame);
    this.#flush();
    return { isWritten: () => frame.isWritten };
  }

  #flush(): void {
    while (this.#taker?.closed === false) {
      const frame = this.#waiting.shift();
      if (frame === undefined) return;
      frame.isWritten = true;
      this.#taker.next(frame.text);
    }
  }
}
