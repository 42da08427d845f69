import type { Json, MarbleStream } from './marbleDiagram.js';
import { MarbleFileError } from './marbleFileError.js';
import type { MarbleCodecs } from './marbleOperator.js';

/** The value of a letter of one stream at a frame of the run. Throws a `MarbleFileError` where the codec refuses it. */
export type MarbleDecoder = (letter: string, frame: number) => unknown;

/**
 * Makes the decoder of one stream. All who see a letter at one frame see the same value. Each marble is decoded once at
 * its place in the diagram, so that one that is never emitted is refused too.
 */
export function marbleDecoder(
  stream: MarbleStream,
  input: MarbleCodecs['input'],
  fileName: string,
): MarbleDecoder {
  const nexts = stream.events.filter((event) => event.kind === 'next');
  const jsonOf = new Map<string, Json>(nexts.map(({ letter, value }) => [letter, value]));
  if (input === undefined) return (letter) => jsonOf.get(letter);

  const decoded = new Map<string, unknown>();
  const decode: MarbleDecoder = (letter, frame) => {
    const key = `${letter}${frame}`;
    if (!decoded.has(key)) {
      try {
        decoded.set(key, input(jsonOf.get(letter) as never, stream.title, { frame }));
      } catch (cause) {
        const where = `'${letter}' of ${stream.title ?? 'the source'} at frame ${frame}`;
        throw new MarbleFileError(fileName, stream.line, `${where}: ${String(cause)}`, { cause });
      }
    }
    return decoded.get(key);
  };
  for (const { letter, frame } of nexts) decode(letter, frame);
  return decode;
}
