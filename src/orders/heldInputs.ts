import type { OneOrderInput } from './orderInput.js';
import { placeKey, type Place } from './place.js';

/** Inputs that wait, by place, in the order in which they came. */
export class HeldInputs {
  readonly #byPlace = new Map<string, OneOrderInput[]>();

  /** All of them, place by place: what has to be held again to have the same. */
  get all(): readonly OneOrderInput[] {
    return [...this.#byPlace.values()].flat();
  }

  get isEmpty(): boolean {
    return this.#byPlace.size === 0;
  }

  hold(input: OneOrderInput): void {
    const held = this.#byPlace.get(placeKey(input));
    if (held === undefined) this.#byPlace.set(placeKey(input), [input]);
    else held.push(input);
  }

  /** Those of a place that are due: they are held no more. */
  release(place: Place, isDue: (input: OneOrderInput) => boolean): readonly OneOrderInput[] {
    return this.#takeOut(placeKey(place), isDue);
  }

  /** Those of any place that are due: they are held no more. */
  releaseAll(isDue: (input: OneOrderInput) => boolean): readonly OneOrderInput[] {
    return [...this.#byPlace.keys()].flatMap((key) => this.#takeOut(key, isDue));
  }

  #takeOut(key: string, isDue: (input: OneOrderInput) => boolean): readonly OneOrderInput[] {
    const held = this.#byPlace.get(key);
    if (held === undefined) return [];
    const rest = held.filter((input) => !isDue(input));
    if (rest.length === 0) this.#byPlace.delete(key);
    else this.#byPlace.set(key, rest);
    return held.filter(isDue);
  }
}
