import type { BadFrame } from '../domain/errors.js';

/** What is wrong with a frame, in words: of each fault the place, the value there and what was expected. */
export const badFrameText = ({ faults }: BadFrame): string =>
  faults
    .map(({ path, value, expected }) => `${path === '' ? '' : `${path}: `}${value} is not ${expected}`)
    .join('; ');
