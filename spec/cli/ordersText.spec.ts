import { expect } from 'chai';

import { orderBlock } from '../../src/cli/orderBlock.js';
import { ordersText } from '../../src/cli/ordersText.js';
import { plainPaint, type Paint } from '../../src/cli/paint.js';
import { trackOrders, type TrackedOrder } from '../../src/orders/index.js';
import { outputsOf } from '../support/operatorChecklist.js';
import { SCENE } from './orderJournals.js';

const byKey = new Map(outputsOf(trackOrders(), SCENE).map(({ key, order }) => [key, { key, order }]));
byKey.delete(2);
const ORDERS: readonly TrackedOrder[] = [...byKey.values()];

const wide = { columns: Infinity, paint: plainPaint, fills: false };
const textOf = (orders: Iterable<TrackedOrder>, look = wide): string =>
  [...ordersText(orders, look)].join('\n');

const TABLE = `\
key  status         venue  symbol   side  type      amount  price  executed  average  fees                 client id  venue id  created                   ended                     notes
 #1  filled         mine   BTC-USD  buy   limit          2  100.5         2  99.9875  0.001 BNB, 0.05 USD  c1         v1        2026-01-05T00:00:00.000Z  2026-01-05T00:00:04.000Z
 #3  pendingCancel  mine   BTC-USD  sell  limit          2      3         1        3                       c2         v2        2026-01-05T00:00:08.000Z                            cancel x1 awaits its answer; anomaly linkedLate: venue id v2 was adopted
 #4  failed         mine   BTC-USD  buy   market  1000 USD                0                                c3                   2026-01-05T00:00:11.000Z  2026-01-05T00:00:12.000Z  reason: no\uFFFDmoney \uFFFD[31m!
 #5  pendingCreate  mine   BTC-USD  buy   limit          2    0.3         0                                c4                   2026-01-05T00:00:13.000Z                            the submit awaits its answer until 2026-01-05T00:00:20.000Z`;

describe('ordersText', () => {
  it('is a table where there is room, without what a terminal would obey', () => {
    expect(textOf(ORDERS)).to.equal(TABLE);
  });

  it('has the fills of an order below it', () => {
    const [head, first, ...others] = TABLE.split('\n');
    expect(textOf(ORDERS, { ...wide, fills: true }).split('\n')).to.deep.equal([
      head,
      first,
      '     trade t1: 0.5 at 100.25, fee 0.05 USD, 0.001 BNB, taker  2026-01-05T00:01:40.000Z',
      '     trade t2: 1.5 at 99.9  2026-01-05T00:01:40.000Z',
      others[0],
      '     fill up to 1: 1 at 3  2026-01-05T00:00:00.000Z',
      ...others.slice(1),
    ]);
  });

  it('is some lines for each order where the terminal is too narrow, none of them wider', () => {
    const lines = `\
#1  filled  buy limit 2 BTC at 100.5 USD, mine BTC-USD
    client id c1, venue id v1
    executed 2 of 2 at 99.9875, fees 0.001 BNB, 0.05 USD
    created 2026-01-05T00:00:00.000Z, ended
      2026-01-05T00:00:04.000Z
    trade t1: 0.5 at 100.25, fee 0.05 USD, 0.001 BNB,
      taker, 2026-01-05T00:01:40.000Z
    trade t2: 1.5 at 99.9, 2026-01-05T00:01:40.000Z

#3  pendingCancel  sell limit 2 BTC at 3 USD, mine BTC-USD
    client id c2, venue id v2
    executed 1 of 2 at 3
    created 2026-01-05T00:00:08.000Z
    cancel x1 awaits its answer
    anomaly linkedLate: venue id v2 was adopted
    fill up to 1: 1 at 3, 2026-01-05T00:00:00.000Z`;
    expect(textOf(ORDERS.slice(0, 2), { ...wide, columns: 60, fills: true })).to.equal(lines);
    const width = Math.max(...TABLE.split('\n').map(({ length }) => length));
    expect(textOf(ORDERS, { ...wide, columns: width })).to.equal(TABLE);
    expect(textOf(ORDERS, { ...wide, columns: width - 1 })).to.match(/^#1 {2}filled {2}buy limit/);
  });

  it('breaks the first line too, and says where the terms are not known', () => {
    const [update] = outputsOf(trackOrders(), SCENE.slice(6, 7));
    expect(orderBlock(update!, { columns: 50, paint: plainPaint }, false)).to.deep.equal([
      '#1  partiallyFilled  an order, of which the terms',
      '    are not known, mine BTC-USD',
      '    venue id v2',
      '    executed 0',
      '    created 2026-01-05T00:00:06.000Z',
      '    the venue told of 1 executed, fills for 1',
      '      are missing',
    ]);
  });

  it('takes orders one by one, and sets the columns by the first 200', () => {
    let taken = 0;
    const many = function* (): Generator<TrackedOrder> {
      for (let key = 1; key <= 1000; key++) {
        taken = key;
        yield { key, order: ORDERS[0]!.order };
      }
    };
    const lines = ordersText(many(), wide);
    const first = Array.from({ length: 250 }, () => lines.next().value);
    expect(taken).to.equal(249);
    expect(first[1]).to.match(/^ {2}#1 {2}filled/);
    expect(first[249]).to.match(/^#249 {2}filled/);
    const rest = [...lines];
    expect(rest).to.have.lengthOf(751);
    expect(rest.at(-1)).to.match(/^#1000 {2}filled/);
  });

  it('says so where there are none', () => {
    expect(textOf([])).to.equal('no orders');
  });

  it('paints the heads and each status by what it is', () => {
    const marks: Paint = (style, text) => `<${style} ${text}>`;
    const lines = textOf(ORDERS, { ...wide, paint: marks }).split('\n');
    expect(lines.map((line) => /<(?:good|bad|dim) \w+>/.exec(line)?.[0])).to.deep.equal([
      undefined,
      '<good filled>',
      '<bad pendingCancel>',
      '<bad failed>',
      '<dim pendingCreate>',
    ]);
    expect(lines[0]).to.match(/^<strong key> {2}<strong status> {9}<strong venue>/);
    expect(lines[2]!.match(/</g)).to.have.lengthOf(1);
  });
});
