import { itReconciles } from './reconcileLaws.js';

describe('reconciliation, for long', () => {
  itReconciles(100_000);
});
