import {
  contiguousRule,
  increasingRule,
  linkedRule,
  snapshotOnlyRule,
  stampedLocallyRule,
} from '../../../sequence/index.js';

/** Our continuity rules, by their names. */
export const RULES = {
  contiguous: contiguousRule,
  increasing: increasingRule,
  linked: linkedRule,
  snapshotOnly: snapshotOnlyRule,
  stampedLocally: stampedLocallyRule,
};
