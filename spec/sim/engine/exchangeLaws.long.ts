import { itKeepsTheLaws } from './exchangeLaws.js';

describe('the laws of the exchange, for long', () => {
  itKeepsTheLaws(100_000);
});
