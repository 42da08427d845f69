import { Decimal } from 'decimal.js';

import { multiply } from '../../domain/exact.js';

const HALF = new Decimal('0.5');

/** Half of an amount of which the venue counts both sides. */
export const half = (amount: Decimal): Decimal => multiply(amount, HALF);
