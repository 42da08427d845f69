/** What a frame is, for faults that are about some of them. */
export type FrameKind = 'market' | 'depth' | 'user' | 'answer';

/** Where a connection sends to. */
export interface Outlet {
  readonly send: (text: string, kind: FrameKind) => void;
  /** Ends the connection from the venue's side. */
  readonly close: (code: number, reason: string) => void;
}

/** A connection that is open. */
export interface DialectConnection {
  /** A text frame of the client's. */
  readonly receive: (text: string) => void;
  /** So late is it. */
  readonly onTick: (time: number) => void;
  /** It has ended, whoever ended it: lets go of everything. */
  readonly release: () => void;
}

/** How long a connection may live. */
export const DAY_MS = 86_400_000;
