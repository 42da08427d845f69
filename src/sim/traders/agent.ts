/** Somebody who does something again and again. Times in milliseconds since 1970. */
export interface Agent {
  /** When it is its turn next; infinity where it never is. */
  readonly nextAt: number;
  /** Its turn: not before `nextAt`. */
  act(time: number): void;
}

/** One that does the same each time, after pauses of some length. */
export function repeat(firstAt: number, pauseMs: () => number, work: (time: number) => void): Agent {
  let nextAt = firstAt;
  return {
    get nextAt() {
      return nextAt;
    },
    act(time) {
      work(time);
      nextAt = time + pauseMs();
    },
  };
}

/** Whose turn is next; the first of those whose turn it is at the same time. */
export function nextOf(agents: readonly Agent[]): Agent | undefined {
  let next = agents[0];
  for (const agent of agents) if (next !== undefined && agent.nextAt < next.nextAt) next = agent;
  return next;
}
