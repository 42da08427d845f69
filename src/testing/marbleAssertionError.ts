/**
 * What an operator did is not what its marble file says. Its name and fields are those that test runners look for to
 * print a difference; the message shows both diagrams as well.
 */
export class MarbleAssertionError extends Error {
  override readonly name = 'AssertionError';
  readonly showDiff = true;

  constructor(
    readonly fileName: string,
    /** Of the expected diagram, or of the input whose subscriptions differ; 1-based. */
    readonly line: number,
    what: string,
    /** What happened, one line a notification: `frame: value`. */
    readonly actual: string,
    /** What the file says, in the same form. */
    readonly expected: string,
  ) {
    super(`${fileName}:${line}: ${what}\nexpected:\n${indent(expected)}\nactual:\n${indent(actual)}`);
  }
}

const indent = (text: string): string => text.replaceAll(/^/gm, '  ');
