import { itKeepsTheLaws } from './orderLaws.js';

describe('the laws of orders, for long', () => {
  itKeepsTheLaws(100_000);
});
