import { itKeepsTheLaws } from './exchangeLaws.js';

describe('the laws of the exchange', () => {
  itKeepsTheLaws(1_000);
});
