import {
  concatMap,
  defer,
  filter,
  map,
  mergeMap,
  of,
  timer,
  type MonoTypeOperatorFunction,
  type OperatorFunction,
} from 'rxjs';

import type { GateEvent } from '../venue/venueGate.js';
import type { FaultDice } from './faultDice.js';
import type { CountedName } from './venueFault.js';

/** What a connection tells, and what hits it: with how long that lasts, in milliseconds. */
interface Marked {
  readonly event: GateEvent;
  readonly comes: (fault: CountedName) => number | undefined;
}

const MARKET_FAULTS: readonly CountedName[] = ['drop', 'duplicate', 'reorder', 'delay'];
const DEPTH_FAULTS: readonly CountedName[] = [...MARKET_FAULTS, 'hole'];

const isMarket = (event: GateEvent): boolean =>
  event._tag === 'frame' && (event.kind === 'market' || event.kind === 'depth');

/** Faults of what a connection is sent: frames of the market, and of accounts. All else passes as it is. */
export function frameFaults(
  dice: FaultDice,
  now: () => number,
  path: string,
): MonoTypeOperatorFunction<GateEvent> {
  return (source) =>
    defer(() => {
      const silence = dice.windows('silent', path);
      const stall = dice.windows('stall', path);
      const isSilenced = (event: GateEvent) =>
        event._tag === 'frame' && event.kind === 'user' && silence?.(now()) !== undefined;
      return source.pipe(
        map((event) => mark(dice, path, event)),
        filter(
          ({ event, comes }) =>
            !isSilenced(event) && comes('drop') === undefined && comes('hole') === undefined,
        ),
        mergeMap((marked) =>
          marked.comes('duplicate') === undefined ? [marked] : [marked, unmarked(marked.event)],
        ),
        reordered(),
        concatMap(({ event, comes }) => {
          if (!isMarket(event)) return of(event);
          const stalledMs = (stall?.(now()) ?? now()) - now();
          const waitMs = Math.max(comes('delay') ?? 0, stalledMs);
          return waitMs > 0 ? timer(waitMs).pipe(map(() => event)) : of(event);
        }),
      );
    });
}

function mark(dice: FaultDice, path: string, event: GateEvent): Marked {
  if (event._tag !== 'frame' || !isMarket(event)) return unmarked(event);
  const isDepth = event.kind === 'depth';
  const subject = { _tag: 'frame', isDepth, text: event.text } as const;
  const hits = new Map(
    (isDepth ? DEPTH_FAULTS : MARKET_FAULTS).map((fault) => [fault, dice.hit(fault, subject)]),
  );
  const comes = (fault: CountedName): number | undefined => {
    const lengthMs = hits.get(fault);
    if (lengthMs !== undefined) dice.tell(fault, path);
    return lengthMs;
  };
  return { event, comes };
}

const unmarked = (event: GateEvent): Marked => ({ event, comes: () => undefined });

/** Those that are hit come after the next frame of the market. What is held when the connection ends is lost. */
function reordered(): OperatorFunction<Marked, Marked> {
  return (source) =>
    defer(() => {
      let held: Marked | undefined;
      return source.pipe(
        mergeMap((marked) => {
          if (held !== undefined && isMarket(marked.event)) {
            const both = [marked, held];
            held = undefined;
            return both;
          }
          if (marked.comes('reorder') === undefined) return [marked];
          held = marked;
          return [];
        }),
      );
    });
}
