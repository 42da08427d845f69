import { itKeepsTheLaws } from './orderLaws.js';

describe('the laws of orders', () => {
  itKeepsTheLaws(1_000);
});
