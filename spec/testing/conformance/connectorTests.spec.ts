import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { connectorTests, type ConnectorTest } from '../../../src/testing/index.js';
import { TESTED } from './support/quietExchange.js';

const page = readFileSync('docs/testing.md', 'utf8');

/** The cells of the tables of the page whose rows fit. */
const rows = (pattern: RegExp): readonly (readonly [string, string])[] =>
  Array.from(page.matchAll(pattern), ([, first = '', second = '']) => [first, second.trim()]);

describe('connectorTests', () => {
  let tests: readonly ConnectorTest[];
  before(() => {
    tests = connectorTests({
      title: 'Any',
      instrument: TESTED,
      open: () => {
        throw new Error('not opened');
      },
    });
  });

  it('has what the connector documents ask for, under the names that the page tells', () => {
    const asked = rows(/^\| `(test_\w+)` +\| ([^|]+)\|$/gm);
    expect(asked.map(([name]) => name)).to.deep.equal([
      'test_get_fee',
      'test_limit_buy',
      'test_limit_sell',
      'test_limit_maker_rejections',
      'test_limit_makers_unfilled',
      'test_market_buy',
      'test_market_sell',
      'test_cancel_order',
      'test_cancel_all',
      'test_list_orders',
      'test_order_saving_and_restoration',
      'test_order_fill_record',
    ]);
    const titles = new Set(tests.map(({ title }) => title));
    expect(asked.filter(([, title]) => !titles.has(title))).to.deep.equal([]);
  });

  it('has as many tests in each part as the page says', () => {
    const told = rows(/^\| ([a-z ,]+?) +\| +(\d+) \|/gm);
    const groups = new Map<string, number>();
    for (const { group } of tests) groups.set(group, (groups.get(group) ?? 0) + 1);
    expect(told.map(([group, count]) => [group, Number(count)])).to.deep.equal([...groups]);
    expect(readFileSync('CHANGELOG.md', 'utf8')).to.include(`${tests.length} tests of mocha`);
  });
});
