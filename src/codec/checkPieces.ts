/** What is read in a description, and texts that it reads: one for each form that it may have. */
interface Readable {
  readonly samples: readonly string[];
}

/** Pieces that may be missing. */
interface OptionalPieces {
  readonly optional: readonly Piece[];
}

/** A piece of a description: letters as they stand, what is read, or what may be missing. */
export type Piece = string | Readable | OptionalPieces;

/** A piece with its place among those that are read. */
interface Placed {
  readonly place: number;
  readonly samples: readonly string[];
}

type PlacedPiece = string | Placed | { readonly optional: readonly PlacedPiece[] };

/** A description as a message shows it: what is read as `${1}`, `${2}`, what may be missing in `(...)?`. */
export function writtenPieces(
  pieces: readonly unknown[],
  nameOf: (piece: unknown, place: number) => number = (_, place) => place,
): string {
  let place = 0;
  const written = (piece: unknown): string => {
    if (typeof piece === 'string') return piece;
    if (isOptional(piece)) return `(${piece.optional.map(written).join('')})?`;
    return `\${${nameOf(piece, ++place)}}`;
  };
  return pieces.map(written).join('');
}

/** A text that such pieces read, with all that may be missing. */
export const sampleOf = (pieces: readonly Piece[]): string => textOf(placed(pieces), () => true, 0);

/**
 * Checks each of some pieces by itself.
 *
 * @throws {RangeError} that begins with `where`, and names the piece by its place.
 */
export function checkPieces(where: string, pieces: readonly unknown[]): void {
  const fail = (what: string): never => {
    throw new RangeError(`${where}: ${what}`);
  };
  let place = 0;
  const check = (piece: unknown): void => {
    if (typeof piece === 'string') {
      const letter = beyondAscii(piece);
      if (letter !== undefined) fail(`"${letter}" is beyond ASCII, and a frame with it is not read`);
    } else if (isOptional(piece)) {
      if (typeof piece.optional[0] !== 'string' || piece.optional[0] === '')
        fail('what may be missing has to begin with letters');
      piece.optional.forEach(check);
    } else {
      place++;
      if (!isReadable(piece)) fail(`\${${place}} is nothing that is read: ${String(piece)}`);
    }
  };
  if (pieces.every((piece) => piece === '')) fail('is empty');
  pieces.forEach(check);
}

/**
 * Checks that pieces describe JSON, and that what they describe is read: with samples in place of what is read, each of
 * them once, and with each piece that may be missing there and not there. `reads`: whether they read all of a text.
 *
 * @throws {RangeError} that begins with `where`, and shows the text.
 */
export function checkReading(
  where: string,
  pieces: readonly Piece[],
  reads: (text: string) => boolean,
): void {
  const all = placed(pieces);
  for (const text of textsOf(all)) {
    try {
      JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new RangeError(`${where}: is no JSON with values in it: ${text} (${reason})`, { cause: error });
    }
    if (reads(text)) continue;
    const side = besideEachOther(all);
    const what =
      side === undefined
        ? 'does not read what it describes'
        : `has no letters between \${${side}} and \${${side + 1}}, and does not read`;
    throw new RangeError(`${where}: ${what}: ${text}`);
  }
}

/** The first letter of some that is none of ASCII. */
export const beyondAscii = (letters: string): string | undefined =>
  [...letters].find((letter) => letter.codePointAt(0)! > 0x7f);

const isOptional = (piece: unknown): piece is { readonly optional: readonly unknown[] } =>
  typeof piece === 'object' && piece !== null && 'optional' in piece && Array.isArray(piece.optional);

const isReadable = (piece: unknown): piece is Readable =>
  typeof piece === 'object' &&
  piece !== null &&
  'samples' in piece &&
  Array.isArray(piece.samples) &&
  piece.samples.length > 0;

function placed(pieces: readonly Piece[]): readonly PlacedPiece[] {
  let place = 0;
  const of = (piece: Piece): PlacedPiece => {
    if (typeof piece === 'string') return piece;
    if ('optional' in piece) return { optional: piece.optional.map(of) };
    return { place: ++place, samples: piece.samples };
  };
  return pieces.map(of);
}

type Given = (piece: PlacedPiece) => boolean;

/** The pieces of one form, in which what may be missing is there or not. */
const formOf = (pieces: readonly PlacedPiece[], given: Given): readonly (string | Placed)[] =>
  pieces.flatMap((piece) => {
    if (typeof piece === 'string' || 'samples' in piece) return [piece];
    return given(piece) ? formOf(piece.optional, given) : [];
  });

const textOf = (pieces: readonly PlacedPiece[], given: Given, round: number): string =>
  formOf(pieces, given)
    .map((piece) => (typeof piece === 'string' ? piece : piece.samples[round % piece.samples.length]))
    .join('');

/** All samples once; all that may be missing there, none of it, and all but each. */
function* textsOf(pieces: readonly PlacedPiece[]): Generator<string> {
  const rounds = Math.max(1, ...formOf(pieces, () => true).map((piece) => samplesOf(piece).length));
  for (let round = 0; round < rounds; round++) yield textOf(pieces, () => true, round);
  yield textOf(pieces, () => false, 0);
  for (const missing of optionalsOf(pieces)) yield textOf(pieces, (piece) => piece !== missing, 0);
}

const samplesOf = (piece: string | Placed): readonly string[] =>
  typeof piece === 'string' ? [] : piece.samples;

/** Each piece that may be missing, and each that is in it. */
const optionalsOf = (pieces: readonly PlacedPiece[]): readonly PlacedPiece[] =>
  pieces.flatMap((piece) =>
    typeof piece === 'string' || 'samples' in piece ? [] : [piece, ...optionalsOf(piece.optional)],
  );

/** The first of two that are read with no letters between. */
function besideEachOther(pieces: readonly PlacedPiece[]): number | undefined {
  const form = formOf(pieces, () => true).filter((piece) => piece !== '');
  const at = form.findIndex((piece, index) => typeof piece !== 'string' && isPlaced(form[index + 1]));
  const first = form[at];
  return isPlaced(first) ? first.place : undefined;
}

const isPlaced = (piece: string | Placed | undefined): piece is Placed => typeof piece === 'object';
