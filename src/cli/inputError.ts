/** A file that the command line names cannot be used; the message names it, the line and the reason. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
