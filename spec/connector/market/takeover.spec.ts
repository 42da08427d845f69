import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import { Takeover } from '../../../src/connector/market/takeover.js';
import { connectionId, tradeId, venueSymbol, type Trade } from '../../../src/domain/index.js';
import { diffOf, VENUE } from '../../support/messages.js';

const trade = (id: number | undefined, symbol = 'A', size = 1): Trade => ({
  _tag: 'trade',
  venue: VENUE,
  symbol: venueSymbol(symbol),
  connection: connectionId('c'),
  venueTime: 5,
  receivedAt: 6,
  id: id === undefined ? undefined : tradeId(String(id)),
  price: new Decimal(100),
  size: new Decimal(size),
  side: 'buy',
});

describe('Takeover', () => {
  it('gives what it held in order, once', () => {
    const takeover = new Takeover();
    const contents = [diffOf(1, 1), trade(1), diffOf(2, 2)];
    for (const content of contents) takeover.hold(content);
    expect(takeover.size).to.equal(3);
    expect(takeover.release()).to.deep.equal(contents);
    expect(takeover.release()).to.deep.equal([]);
  });

  it('knows the trades that were heard, until the first that was not; each instrument by itself', () => {
    const takeover = new Takeover();
    for (const heard of [trade(1), trade(2), trade(1, 'B'), trade(2, 'B')]) takeover.hear(heard);
    takeover.hear(diffOf(1, 1));
    expect(takeover.size).to.equal(4);
    expect([trade(1), trade(3), trade(2)].map((next) => takeover.isRepeated(next))).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect(takeover.isOver).to.equal(false);
    expect([trade(1, 'B'), trade(2, 'B')].map((next) => takeover.isRepeated(next))).to.deep.equal([
      true,
      true,
    ]);
    expect(takeover.isOver).to.equal(true);
    expect(takeover.isRepeated(trade(2, 'B'))).to.equal(false);
  });

  it('knows trades without ids by all that they say, each as often as it was heard', () => {
    const takeover = new Takeover();
    for (const heard of [trade(undefined), trade(undefined), trade(undefined, 'A', 7)]) takeover.hear(heard);
    const next = [trade(undefined), trade(undefined), trade(undefined, 'A', 7), trade(undefined)];
    expect(next.map((each) => takeover.isRepeated(each))).to.deep.equal([true, true, true, false]);
  });
});
