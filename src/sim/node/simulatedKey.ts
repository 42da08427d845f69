import { mulberry32 } from '../mulberry32.js';

/** A key that is good for one run of an embedded venue, and nowhere else. */
export interface SimulatedKey {
  readonly apiKey: string;
  readonly secret: string;
}

/** A key for a seed: it looks like nothing that a venue gives out. */
export function simulatedKey(seed: number): SimulatedKey {
  const random = mulberry32(seed);
  const part = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return { apiKey: `simulated-key-${part()}`, secret: `simulated-secret-${part()}${part()}` };
}
