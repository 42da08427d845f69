import type { PriceLevels } from '../domain/priceLevels.js';
import type { BookSide } from './bookSide.js';
import { LevelRun } from './levelRun.js';
import { MovingSide, RunSide } from './runSide.js';

/** Makes one version of a side after the other, in place, where its levels are plain and its depth is not kept. */
export class SideWriter {
  /** How many deletions of the last message named a price that is not there. */
  missingDeletes = 0;

  private constructor(
    /** The newest version. */
    public side: RunSide,
    private run: LevelRun,
  ) {}

  /**
   * One that goes on from a side; undefined where that has levels which no double holds, or is to be trimmed. `inPlace`:
   * there is one side, which is changed.
   */
  static from(side: BookSide, inPlace: boolean): SideWriter | undefined {
    const { sign, extent } = side;
    if (typeof extent === 'number') return undefined;
    const numbers = new Float64Array(2 * side.length);
    let end = numbers.length;
    for (const chunk of side.chunks()) {
      if (chunk.notations !== undefined) return undefined;
      end -= chunk.numbers.length;
      numbers.set(chunk.numbers, end);
    }
    const run = LevelRun.of(numbers, side.length);
    return new SideWriter(inPlace ? new MovingSide(sign, run, extent) : new RunSide(sign, run, extent), run);
  }

  /** Sets the size of each level, which must be plain; zero deletes it. The side itself where nothing changed. */
  apply({ numbers }: PriceLevels): RunSide {
    const { side } = this;
    if (numbers.length === 0) {
      this.missingDeletes = 0;
      return side;
    }
    let { run } = this;
    const { sign } = side;
    if (side instanceof MovingSide) run.forget();
    if (!run.hasRoomFor(numbers.length / 2)) run = this.run = run.successor(numbers.length / 2);
    const before = run.version;
    this.missingDeletes = run.apply(sign, numbers);
    if (side instanceof MovingSide) side.moveTo(run);
    else if (run.version !== before) this.side = new RunSide(sign, run, side.extent);
    return this.side;
  }
}
