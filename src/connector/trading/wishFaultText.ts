import { Decimal } from 'decimal.js';

import type { BrokenRule } from '../../money/index.js';
import type { WishFault } from './connector.js';

/** What is against an order, in words: of each rule that it breaks the name and both numbers. */
export function wishFaultText(fault: WishFault): string {
  switch (fault._tag) {
    case 'rulesBroken':
      return fault.broken.map(brokenRuleText).join('; ');
    case 'unknownInstrument':
      return `${fault.name} is no instrument that the venue trades`;
    case 'rulesUnknown':
      return 'the rules of the venue are not known yet';
  }
}

const brokenRuleText = ({ _tag, wanted, allowed }: BrokenRule): string =>
  `${_tag}: ${valueText(wanted)} is wanted, ${valueText(allowed)} allowed`;

const valueText = (value: BrokenRule['wanted'] | BrokenRule['allowed']): string => {
  if (Decimal.isDecimal(value)) return value.toFixed();
  return typeof value === 'object' ? value.join(', ') : String(value);
};
