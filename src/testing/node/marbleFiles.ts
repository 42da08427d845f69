/** A folder of marble files. */
export interface MarbleFolder {
  readonly path: string;
  readonly folders: readonly MarbleFolder[];
  /** Paths of the `.txt` files. */
  readonly files: readonly string[];
}

/**
 * The marble files below a folder, in the order of their names. Folders without any are left out.
 *
 * Throws an Error where the folder cannot be read or has no `.txt` file below it.
 */
export function listMarbleFiles(path: string): MarbleFolder {
  const folder = list(path.replace(/\/+$/, ''));
  if (folder.files.length + folder.folders.length === 0)
    throw new Error(`no marble file (*.txt) below ${path}`);
  return folder;
}

/** The text of a marble file. */
export const readMarbleFile = (path: string): string => fileSystem().readFileSync(path, 'utf8');

function list(path: string): MarbleFolder {
  const entries = fileSystem()
    .readdirSync(path, { withFileTypes: true })
    .map((entry) => ({ entry, path: `${path}/${entry.name}` }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    path,
    folders: entries
      .filter(({ entry }) => entry.isDirectory())
      .map((folder) => list(folder.path))
      .filter(({ folders, files }) => folders.length + files.length > 0),
    files: entries
      .filter(({ entry }) => entry.isFile() && entry.name.endsWith('.txt'))
      .map((file) => file.path),
  };
}

// Asked for at the call and not imported, so that a browser can load `orderflow/testing` for the rest of it.
const fileSystem = () => process.getBuiltinModule('node:fs');
