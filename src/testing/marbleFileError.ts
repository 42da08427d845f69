/** Why a marble file was refused before its diagrams could be compared: the file or the operators are to be corrected. */
export class MarbleFileError extends Error {
  override readonly name = 'MarbleFileError';

  constructor(
    readonly fileName: string,
    /** 1-based. */
    readonly line: number,
    /** What is wrong, without the place. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${fileName}:${line}: ${reason}`, options);
  }
}
