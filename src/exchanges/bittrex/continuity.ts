import { contiguousRule, type ContinuityRule } from '../../sequence/index.js';

/**
 * Bittrex's rule: after the snapshot each message has the number after the last.
 *
 * It differs from {@link contiguousRule} in one case: once a message has been applied, one that is not the next is a gap,
 * even with a lower number. The venue says so (step 8 of "Synchronizing"), and its numbers may start anew at 1: taken for
 * old news, they would leave the book standing still until they had caught up.
 *
 * Sources: Bittrex API v3, "Synchronizing", copy of 2020-06; Bittrex/bittrex.github.io issue 240, 2021-02-17, of numbers
 * that started anew.
 */
export const bittrexRule: ContinuityRule = {
  ...contiguousRule,
  name: 'bittrex',
  continues: (position, diff) => {
    const verdict = contiguousRule.continues(position, diff);
    return verdict === 'stale' ? 'gap' : verdict;
  },
};
