import { mulberry32 } from '../mulberry32.js';
import { exponential } from '../traders/exponential.js';
import {
  USUAL_LENGTH_MS,
  type CountedFault,
  type CountedName,
  type FaultSubject,
  type FaultTold,
  type TimedFault,
  type TimedName,
  type VenueFault,
} from './venueFault.js';

/** What faults are drawn by, and who hears of them. */
export interface FaultOptions {
  /** The same seed hits the same ones. */
  readonly seed: number;
  /** Our clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly tell?: ((told: FaultTold) => void) | undefined;
}

/** When a timed fault comes to a connection: asked with the time it is, it gives until when it lasts, if it does. */
export type Window = (now: number) => number | undefined;

/** Decides what is hit. Each fault draws by itself: another one beside it changes nothing for it. */
export class FaultDice {
  readonly #counted: readonly {
    readonly fault: CountedFault;
    readonly random: () => number;
    count: number;
  }[];
  readonly #timed: readonly { readonly fault: TimedFault; readonly random: () => number }[];
  readonly #beganAt: number;

  /** @throws {RangeError} where a share is not from 0 to 1. */
  constructor(
    faults: readonly VenueFault[],
    private readonly options: FaultOptions,
  ) {
    const drawn = faults.map((fault, at) => ({
      fault,
      random: mulberry32(options.seed * 31 + at + 1),
      count: 0,
    }));
    this.#counted = drawn.flatMap((draw) => (isCounted(draw.fault) ? [{ ...draw, fault: draw.fault }] : []));
    this.#timed = drawn.flatMap((draw) => (isTimed(draw.fault) ? [{ ...draw, fault: draw.fault }] : []));
    for (const { fault } of this.#counted)
      if (fault.rate !== undefined && !(fault.rate >= 0 && fault.rate <= 1))
        throw new RangeError(`rate of ${fault.name} is no share from 0 to 1: ${fault.rate}`);
    this.#beganAt = options.now();
  }

  /**
   * Whether a fault of a name hits: how long it lasts, in milliseconds; undefined where it does not. To be asked once of each
   * that it may hit, whatever else hits it, so that numbers are what they say.
   */
  hit(name: CountedName, subject: FaultSubject): number | undefined {
    let length: number | undefined;
    for (const draw of this.#counted) {
      const { fault, random } = draw;
      if (fault.name !== name || fault.only?.(subject) === false) continue;
      const count = ++draw.count;
      const isHit = random() < (fault.rate ?? 0) || fault.at?.includes(count) === true;
      if (isHit && length === undefined) length = fault.lastsMs ?? USUAL_LENGTH_MS[name] ?? 0;
    }
    return length;
  }

  /** When a timed fault of a name comes to a connection that opens now; undefined where there is none of the name. */
  windows(name: TimedName, whom: string): Window | undefined {
    const windows = this.#timed
      .filter(({ fault }) => fault.name === name)
      .map(({ fault, random }) => this.#window(fault, random, whom));
    if (windows.length === 0) return undefined;
    return (now) => {
      const ends = windows.map((window) => window(now)).filter((end) => end !== undefined);
      return ends.length === 0 ? undefined : Math.max(...ends);
    };
  }

  /** After how many milliseconds a timed fault comes first to a connection that opens now. */
  firstAfter(name: TimedName): number | undefined {
    const now = this.options.now();
    const times = this.#timed
      .filter(({ fault }) => fault.name === name)
      .flatMap(({ fault: { everyMs, atMs = [] }, random }) => [
        ...(everyMs === undefined ? [] : [Math.ceil(everyMs * exponential(random))]),
        ...atMs.map((at) => this.#beganAt + at - now).filter((left) => left > 0),
      ]);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  tell(name: FaultTold['name'], hit: string): void {
    this.options.tell?.({ name, hit, at: this.options.now() });
  }

  #window({ name, everyMs, atMs = [], lastsMs }: TimedFault, random: () => number, whom: string): Window {
    const length = lastsMs ?? USUAL_LENGTH_MS[name] ?? 0;
    const draw = (from: number) => (everyMs === undefined ? Infinity : from + everyMs * exponential(random));
    let nextAt = draw(this.options.now());
    let toldOf: number | undefined;
    return (now) => {
      while (now >= nextAt + length) nextAt = draw(nextAt + length);
      const scripted = atMs.map((at) => this.#beganAt + at).find((at) => now >= at && now < at + length);
      const start = now >= nextAt ? nextAt : scripted;
      if (start === undefined) return undefined;
      if (start !== toldOf) this.tell(name, whom);
      toldOf = start;
      return start + length;
    };
  }
}

const isCounted = (fault: VenueFault): fault is CountedFault => !isTimed(fault) && fault.name !== 'skew';

const isTimed = (fault: VenueFault): fault is TimedFault =>
  fault.name === 'stall' || fault.name === 'silent' || fault.name === 'disconnect';
