import { DecimalScanner } from '../domain/decimalScanner.js';
import { PriceLevelsBuilder, type PriceLevels } from '../domain/priceLevels.js';

const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;
const COMMA = 44;
const CLOSE_LIST = 93;

/**
 * Reads frames of one fixed shape from their text, without making a tree of them: a venue says piece by piece what it
 * expects. Strict: once a piece is not just as expected {@link ok} is false, every further call does nothing, and the
 * frame is for the JSON parser and the codecs, which define what is right. A frame that is read to its {@link end} is
 * valid JSON, and means what they make of it.
 */
export class FrameScanner {
  /** Whether everything so far was as expected. */
  ok = true;

  private text = '';
  private at = 0;
  private readonly numbers = new DecimalScanner();
  private readonly levelsBuilder = new PriceLevelsBuilder(false);

  /** Starts with another frame. */
  start(text: string): void {
    this.text = text;
    this.at = 0;
    this.ok = true;
  }

  /** These letters. */
  expect(letters: string): void {
    if (this.ok && this.text.startsWith(letters, this.at)) this.at += letters.length;
    else this.ok = false;
  }

  /** Whether these letters come next; they are read if so. */
  skip(letters: string): boolean {
    if (!this.ok || !this.text.startsWith(letters, this.at)) return false;
    this.at += letters.length;
    return true;
  }

  /** An integer at or above zero with up to 15 digits; 0 where there is none. */
  integer(): number {
    if (!this.ok) return 0;
    const { numbers } = this;
    const value = numbers.scanPlain(this.text, this.at);
    if (!(value >= 0) || numbers.decimals > 0) return this.fail();
    // `1.` and `1e3` are for the JSON parser.
    this.at = numbers.end;
    return value;
  }

  /** The letters up to the next quote, which is not read; without escapes. Empty where that is not so. */
  string(): string {
    const { text, at } = this;
    if (!this.ok) return '';
    for (let end = at; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === QUOTE) {
        this.at = end;
        return text.slice(at, end);
      }
      if (code === BACKSLASH || code < SPACE) break;
    }
    this.ok = false;
    return '';
  }

  /** A list of levels, `[["price","size"],...]`, of plain numbers with up to 15 digits; undefined where it is none. */
  levels(): PriceLevels | undefined {
    const { text, levelsBuilder } = this;
    this.expect('[');
    if (this.skip(']')) return levelsBuilder.build();
    while (this.ok) {
      this.expect('["');
      if (!this.ok) break;
      const end = levelsBuilder.addPlain(text, this.at, '","');
      if (end < 0) break;
      this.at = end;
      this.expect('"]');
      const next = text.charCodeAt(this.at);
      this.at++;
      if (next === CLOSE_LIST && this.ok) return levelsBuilder.build();
      if (next !== COMMA) break;
    }
    levelsBuilder.clear();
    this.ok = false;
    return undefined;
  }

  /** Whether the frame ends here, and everything was as expected. */
  end(): boolean {
    return this.ok && this.at === this.text.length;
  }

  private fail(): number {
    this.ok = false;
    return 0;
  }
}
