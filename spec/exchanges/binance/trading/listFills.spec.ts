import { expect } from 'chai';

import type { FillPage, FillQuery } from '../../../../src/connector/index.js';
import { orderId, venueSymbol } from '../../../../src/domain/index.js';
import { answer, plain, PROOF, RECEIVED_AT, signedFrame, signedUrl, signing, trading } from './support.js';

const symbol = venueSymbol('BTCUSDT');
const DAY = 86_400_000;

const wire = {
  symbol: 'BTCUSDT',
  id: 1650422481,
  orderId: 12569099453,
  orderListId: -1,
  price: '23416.10000000',
  qty: '0.00635000',
  quoteQty: '148.69223500',
  commission: '0.00000300',
  commissionAsset: 'BNB',
  time: 1_660_801_715_793,
  isBuyer: false,
  isMaker: true,
  isBestMatch: true,
};

const trades = (count: number, first = 1) =>
  Array.from({ length: count }, (_, at) => ({ ...wire, id: first + at }));

const urlOf = (query: FillQuery): string => trading.fills(query).http(signing).url;
const queryText = (parameters: string): string => signedUrl('/api/v3/myTrades', `${parameters}&limit=1000`);

function pageOf(query: FillQuery, body: unknown): FillPage {
  const read = trading.fills(query).read(answer(200, body));
  if (read._tag !== 'answered') throw new Error(`no page: ${JSON.stringify(read)}`);
  return read.value;
}

describe('asking Binance for fills', () => {
  it('tells each with its fee', () => {
    expect(plain(pageOf({ symbol }, [wire]).fills)).to.deep.equal([
      {
        symbol: 'BTCUSDT',
        clientId: undefined,
        venueId: '12569099453',
        side: 'sell',
        fill: {
          tradeId: '1650422481',
          cumulative: undefined,
          amount: '0.00635',
          price: '23416.1',
          fees: [{ token: 'BNB', amount: '0.000003' }],
          liquidity: 'maker',
          venueTime: 1_660_801_715_793,
          receivedAt: RECEIVED_AT,
        },
      },
    ]);
    expect(
      plain(pageOf({ symbol }, [{ ...wire, isBuyer: true, isMaker: false }]).fills),
    ).to.have.nested.property('[0].fill.liquidity', 'taker');
  });

  it('of one order: cheap, and page by page by trade id', () => {
    const query = { symbol, venueId: orderId('9007199254740993') };
    const call = trading.fills(query);
    expect(call.name).to.equal('GET /api/v3/myTrades');
    expect(call.costs).to.deep.equal({ requestWeight: 5, rawRequests: 1 });
    expect(urlOf(query)).to.equal(queryText('symbol=BTCUSDT&orderId=9007199254740993'));
    expect(pageOf(query, trades(999)).next).to.equal(undefined);
    expect(pageOf(query, trades(1000)).next).to.equal('id:1001');
    expect(urlOf({ ...query, page: 'id:1001' })).to.equal(
      queryText('symbol=BTCUSDT&orderId=9007199254740993&fromId=1001'),
    );
  });

  it('of all orders from the first trade on', () => {
    const call = trading.fills({ symbol });
    expect(call.costs).to.deep.equal({ requestWeight: 20, rawRequests: 1 });
    const { apiKey, recvWindow, timestamp } = PROOF;
    expect(JSON.parse(call.frame?.('7', signing) ?? '')).to.deep.equal(
      signedFrame('myTrades', { apiKey, fromId: 0, limit: 1000, recvWindow, symbol: 'BTCUSDT', timestamp }),
    );
    for (const since of [undefined, -Infinity, 0, Date.UTC(2017, 6, 13)])
      expect(urlOf({ symbol, since })).to.equal(queryText('symbol=BTCUSDT&fromId=0'));
    expect(pageOf({ symbol }, trades(1000, 501)).next).to.equal('id:1501');
    expect(pageOf({ symbol, page: 'id:1501' }, []).next).to.equal(undefined);
  });

  it('counts on beyond 2^53', () => {
    const last = JSON.stringify(trades(1000)).replace('"id":1000,', '"id":9007199254740993,');
    expect(pageOf({ symbol }, last).next).to.equal('id:9007199254740994');
    expect(urlOf({ symbol, page: 'id:9007199254740994' })).to.equal(
      queryText('symbol=BTCUSDT&fromId=9007199254740994'),
    );
  });

  describe('since a time', () => {
    const since = RECEIVED_AT - 2.5 * DAY;
    const window = (from: number) => queryText(`symbol=BTCUSDT&startTime=${from}&endTime=${from + DAY}`);

    it('goes day by day until one has trades, and then by their ids', () => {
      expect(urlOf({ symbol, since: since + 0.75 })).to.equal(window(since));
      const { next } = pageOf({ symbol, since }, []);
      expect(next).to.equal(`time:${since + DAY + 1}`);
      expect(urlOf({ symbol, since, page: next })).to.equal(window(since + DAY + 1));
      expect(pageOf({ symbol, since, page: next }, trades(1)).next).to.equal('id:2');
    });

    it('ends with the window that reaches beyond now, a minute of the clocks allowed for', () => {
      const pageFrom = (from: number) => pageOf({ symbol, since, page: `time:${from}` }, []).next;
      expect(pageFrom(RECEIVED_AT + 60_001 - DAY)).to.equal(undefined);
      expect(pageFrom(RECEIVED_AT + 60_000 - DAY)).to.equal(`time:${RECEIVED_AT + 60_001}`);
    });
  });

  for (const page of ['', 'id:', 'id:-1', 'id:1x', 'time:1.5', 'from:1', 'id:12345678901234567890'])
    it(`throws for the page ${JSON.stringify(page)}`, () => {
      expect(() => trading.fills({ symbol, page })).to.throw(
        RangeError,
        `no page of Binance's fills: "${page}"`,
      );
    });

  it('throws for a page of another question', () => {
    expect(() => trading.fills({ symbol, venueId: orderId('1'), page: 'time:1' })).to.throw(RangeError);
  });
});
