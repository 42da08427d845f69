import { beyondAscii } from './checkPieces.js';

/**
 * Checks words of which one is read where it stands.
 *
 * @throws {RangeError} that begins with `where`, and names the word, where one is empty, has letters beyond ASCII, or begins another.
 */
export function checkWords(words: readonly string[], where = ''): void {
  for (const [at, word] of words.entries()) {
    const letter = beyondAscii(word);
    if (word === '') throw new RangeError(`${where}word ${at + 1} is empty`);
    if (letter !== undefined)
      throw new RangeError(
        `${where}word ${at + 1}, "${word}": "${letter}" is beyond ASCII, and a frame with it is not read`,
      );
    const other = words.findIndex((begun, index) => index !== at && begun.startsWith(word));
    if (other >= 0)
      throw new RangeError(`${where}word ${at + 1}, "${word}", begins word ${other + 1}, "${words[other]}"`);
  }
}
