import type { Refusal } from '../domain/contents.js';
import type { BadFrame, UnknownFrame } from '../domain/errors.js';

/** A frame of a recording that no book could use although it is about one, or says that there will be none. */
export interface FrameTrouble {
  readonly kind: 'badFrame' | 'unknownFrame' | 'refusal';
  /** 0-based. */
  readonly line: number;
  readonly reason: string;
}

/** What is wrong with a frame, for people. */
export function troubleOf(content: BadFrame | UnknownFrame | Refusal, line: number): FrameTrouble {
  return { kind: content._tag, line, reason: reasonOf(content) };
}

function reasonOf(content: BadFrame | UnknownFrame | Refusal): string {
  switch (content._tag) {
    case 'badFrame':
      return content.faults
        .map(
          ({ path, value, expected }) =>
            `${path === '' ? 'the frame' : path} is ${value}, expected ${expected}`,
        )
        .join('; ');
    case 'unknownFrame':
      return content.excerpt;
    case 'refusal':
      return `${content.code === undefined ? '' : `${content.code}: `}${content.message}`;
  }
}
