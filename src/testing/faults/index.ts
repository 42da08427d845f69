export { corruptFrame } from './corruptFrame.js';
export { corruptSome, type CorruptOptions } from './corruptSome.js';
export { cutSome, type CutOptions } from './cutSome.js';
export { delaySome, type DelayOptions } from './delaySome.js';
export { dropSome } from './dropSome.js';
export { duplicateSome, type DuplicateOptions } from './duplicateSome.js';
export type {
  Corrupted,
  Cut,
  Delayed,
  Dropped,
  Duplicated,
  Fault,
  Lost,
  Reordered,
  Stalled,
} from './fault.js';
export type { FaultOptions } from './faultDraws.js';
export { interruptionAfter } from './interruptionAfter.js';
export { reorderSome, type ReorderOptions } from './reorderSome.js';
export { stallSome, type StallOptions } from './stallSome.js';
export type { WholeRange } from './wholeRange.js';
