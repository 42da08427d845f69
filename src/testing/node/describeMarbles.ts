import { parseMarbles } from '../parseMarbles.js';
import { runMarbles } from '../runMarbles.js';
import type { MarbleCodecs, MarbleOperators } from '../marbleOperator.js';
import { listMarbleFiles, readMarbleFile, type MarbleFolder } from './marbleFiles.js';

/**
 * Makes a mocha test of each marble file (`*.txt`) below `folder`, with one `describe` a folder. `folder` is relative to
 * the working directory. Other runners with global `describe` and `it` will do.
 *
 * A folder that is missing or holds no marble file becomes a failing test. A test fails with what `parseMarbles` or
 * `runMarbles` throws. Throws an Error at once where `describe` and `it` are not there.
 */
export function describeMarbles(folder: string, operators: MarbleOperators, codecs: MarbleCodecs = {}): void {
  const { describe, it } = globalThis as Partial<TestGlobals>;
  if (describe === undefined || it === undefined) {
    throw new Error('describeMarbles needs the global describe and it of a test runner such as mocha');
  }
  let listed: MarbleFolder;
  try {
    listed = listMarbleFiles(folder);
  } catch (error) {
    describe(folder, () =>
      it('holds marble files', () => {
        throw error;
      }),
    );
    return;
  }
  describeFolder(listed, folder);

  function describeFolder({ path, folders, files }: MarbleFolder, title: string): void {
    describe!(title, () => {
      for (const file of files) {
        it!(baseName(file), () => runMarbles(parseMarbles(readMarbleFile(file), file), operators, codecs));
      }
      for (const inner of folders) describeFolder(inner, inner.path.slice(path.length + 1));
    });
  }
}

interface TestGlobals {
  readonly describe: (title: string, body: () => void) => unknown;
  readonly it: (title: string, body: () => void) => unknown;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.txt$/, '');
