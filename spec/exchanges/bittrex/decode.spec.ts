import { expect } from 'chai';

import { bittrexVenue } from '../../../src/exchanges/bittrex/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { answerFrame, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../frames.js';
import {
  bidsOnly,
  frameOf,
  groups,
  HEADERS,
  initialized,
  markets,
  MARKETS_URL,
  message,
  orderBook,
  ORDER_BOOK_ON_THE_WIRE,
  packed,
  pushed,
  refused,
  snapshot,
  SNAPSHOT_URL,
  subscribed,
  ticker,
  trade,
  unauthenticated,
} from './payloads.js';

const bittrex = bittrexVenue({ inflate: nodeInflate });
const of = (payload: unknown) => decoded(bittrex, streamFrame(payload));
const answerOf = (url: string, payload: unknown, headers?: Readonly<Record<string, string>>) =>
  decoded(bittrex, { ...answerFrame(url, payload), ...(headers && { headers }) });

const origin = { venue: 'bittrex', connection: CONNECTION, receivedAt: RECEIVED_AT };
const other = (kind: string) => ({ _tag: 'other', venue: 'bittrex', kind });
const refusal = (text: string) => ({ _tag: 'refusal', venue: 'bittrex', code: undefined, message: text });

const askDiff = {
  _tag: 'diff',
  ...origin,
  symbol: 'BTC-EUR',
  venueTime: undefined,
  firstId: 3209226,
  lastId: 3209226,
  previousId: undefined,
  bids: [],
  asks: [
    ['32601.419', '0'],
    ['32664.866', '0.78077215'],
  ],
  checksum: undefined,
};

const bidDiff = {
  ...askDiff,
  symbol: 'DAWN-BTC',
  firstId: 1192079,
  lastId: 1192079,
  bids: [
    ['0.00006445', '206.3110114'],
    ['0.00006425', '0'],
  ],
  asks: [],
};

describe("Bittrex's frames", () => {
  describe('book', () => {
    it('has changes, deflated and in base64, under one number', () => {
      expect(of(pushed(message('orderBook', ORDER_BOOK_ON_THE_WIRE)))).to.deep.equal([askDiff]);
      expect(of(frameOf('orderBook', bidsOnly))).to.deep.equal([bidDiff]);
    });

    it('has several messages in a frame, and several payloads in a message, in their order', () => {
      const [a, b] = [packed(orderBook), packed(bidsOnly)];
      expect(of(pushed(message('orderBook', a), message('orderBook', b)))).to.deep.equal([askDiff, bidDiff]);
      expect(of(pushed(message('orderBook', b, a)))).to.deep.equal([bidDiff, askDiff]);
      expect(of(pushed(message('orderBook')))).to.deep.equal([]);
    });

    it('is told in any case of the names, as SignalR does', () => {
      expect(of(pushed({ H: 'c3', M: 'orderbook', A: [ORDER_BOOK_ON_THE_WIRE] }))).to.deep.equal([askDiff]);
    });

    it('has numbers that no double holds, to the last digit', () => {
      const [rate, quantity] = ['0.123456789012345678901', '12345678901234567890.1'];
      const [content] = of(frameOf('orderBook', { ...bidsOnly, bidDeltas: [{ rate, quantity }] }));
      expect(content).to.deep.include({ bids: [[rate, quantity]] });
    });

    it('lets nothing of a bad payload into the next one', () => {
      const bad = { ...orderBook, askDeltas: [...orderBook.askDeltas, { rate: '1', quantity: 'x' }] };
      expect(of(frameOf('orderBook', bad))[0]).to.include({ _tag: 'badFrame' });
      expect(of(frameOf('orderBook', orderBook))).to.deep.equal([askDiff]);
    });

    it('of another depth is another book, with numbers of its own', () => {
      const shallow = frameOf('orderBook', { ...orderBook, depth: 25 });
      expect(of(shallow)).to.deep.equal([other('orderbook_25')]);
      const ofDepth = bittrexVenue({ inflate: nodeInflate, depth: 25 });
      expect(decoded(ofDepth, streamFrame(shallow))).to.deep.equal([askDiff]);
      const deep = streamFrame(frameOf('orderBook', orderBook));
      expect(decoded(ofDepth, deep)).to.deep.equal([other('orderbook_500')]);
    });
  });

  it('trades have an id, a time and the side of the taker', () => {
    const [first, second] = trade.deltas;
    const common = { _tag: 'trade', ...origin, symbol: 'BTC-USDT' };
    expect(of(frameOf('trade', trade))).to.deep.equal([
      {
        ...common,
        venueTime: 1597696599960,
        id: first!.id,
        price: '12301.348',
        size: '0.00714818',
        side: 'buy',
      },
      { ...common, venueTime: 1597696600000, id: second!.id, price: '12301.347', size: '2', side: 'sell' },
    ]);
  });

  it('reads a frame of very many trades', () => {
    const deltas = Array.from({ length: 200_000 }, () => trade.deltas[0]);
    expect(of(frameOf('trade', { ...trade, deltas }))).to.have.lengthOf(200_000);
  });

  describe('that are no market data', () => {
    it('are known: what SignalR says of the connection', () => {
      expect(of({})).to.deep.equal([other('keepAlive')]);
      expect(of(initialized)).to.deep.equal([other('initialized')]);
      expect(of(groups)).to.deep.equal([other('groups')]);
      expect(of(pushed())).to.deep.equal([other('empty')]);
    });

    it('are known: other streams, whatever they carry', () => {
      for (const name of ['ticker', 'tickers', 'candle', 'marketSummaries', 'marketSummary', 'heartbeat']) {
        expect(of(frameOf(name, ticker))).to.deep.equal([other(name)]);
        expect(of(pushed(message(name)))).to.deep.equal([other(name)]);
        expect(of(pushed(message(name, 'no base64')))).to.deep.equal([other(name)]);
      }
    });

    it('are known: streams of an account', () => {
      const ofAccount = ['order', 'balance', 'deposit', 'execution', 'authenticationExpiring'];
      for (const name of ofAccount) expect(of(pushed(message(name)))).to.deep.equal([other(name)]);
    });

    it('are answers where all went well, and whatever else a method returns', () => {
      for (const answer of [
        subscribed,
        { R: [], I: '1' },
        { R: { Success: true, ErrorCode: null }, I: 1 },
        { R: true, I: '1' },
        { R: false, I: 1 },
        { R: null, I: '1' },
        { I: '1' },
      ]) {
        expect(of(answer)).to.deep.equal([other('result')]);
      }
    });

    it('are refusals, one a stream, by its place in the invocation', () => {
      expect(of(refused)).to.deep.equal([
        refusal('INVALID_CHANNEL: stream 2 of invocation 2'),
        refusal('no reason told: stream 3 of invocation 2'),
      ]);
      expect(of(unauthenticated)).to.deep.equal([refusal('INVALID_APIKEY: invocation 1')]);
      const thrown = { I: '3', E: "There was an error invoking Hub method 'c3.Subscribe'." };
      expect(of(thrown)).to.deep.equal([
        refusal("There was an error invoking Hub method 'c3.Subscribe'.: invocation 3"),
      ]);
    });

    it('are unknown: other messages, another hub, other answers, other frames', () => {
      const wire = packed(orderBook);
      for (const payload of [
        pushed(message('brandNew', wire)),
        pushed(message('constructor', wire)),
        pushed({ H: 'C2', M: 'uE', A: [wire] }),
        pushed({ H: 'C2', M: 'orderBook', A: [wire] }),
        { R: wire, I: '1' },
        { R: 5, I: '1' },
        { T: 1 },
      ]) {
        const frame = streamFrame(payload);
        expect(decoded(bittrex, frame)).to.deep.equal([
          { _tag: 'unknownFrame', ...origin, excerpt: frame.text.slice(0, 200) },
        ]);
      }
    });

    it('may stand beside those that are', () => {
      const contents = of(pushed(message('ticker', packed(ticker)), message('orderBook', packed(bidsOnly))));
      expect(contents).to.deep.equal([other('ticker'), bidDiff]);
    });
  });

  describe('of REST', () => {
    const book = {
      _tag: 'snapshot',
      ...origin,
      connection: SNAPSHOT_URL,
      symbol: 'CRV-ETH',
      venueTime: undefined,
      via: 'request',
      lastId: 954612,
      coverage: { levels: 500, maintained: true },
      bids: [
        ['0.0008762', '913.29630266'],
        ['0.00087618', '1826.97102783'],
      ],
      asks: [['0.00087862', '912.01152915']],
      checksum: undefined,
    };

    it('are snapshots: the market is in the URL, the number in a header', () => {
      expect(answerOf(SNAPSHOT_URL, snapshot, HEADERS)).to.deep.equal([book]);
    });

    it('have the header in any case', () => {
      for (const name of ['sequence', 'SEQUENCE', 'sEqUeNcE']) {
        expect(answerOf(SNAPSHOT_URL, snapshot, { Date: '1', [name]: '954612' })).to.deep.equal([book]);
      }
    });

    it('may have empty sides', () => {
      const [content] = answerOf(SNAPSHOT_URL, { bid: [], ask: [] }, { Sequence: '0' });
      expect(content).to.deep.include({ _tag: 'snapshot', lastId: 0, bids: [], asks: [] });
    });

    it('are of the depth that was asked for, 25 unless told', () => {
      const bare = SNAPSHOT_URL.replace('?depth=500', '');
      expect(answerOf(bare, snapshot, HEADERS)).to.deep.equal([other('orderbook_25')]);
      expect(answerOf(`${bare}?depth=1`, snapshot, HEADERS)).to.deep.equal([other('orderbook_1')]);
      const shallow = bittrexVenue({ inflate: nodeInflate, depth: 25 });
      const frame = { ...answerFrame(bare, snapshot), headers: HEADERS };
      expect(decoded(shallow, frame)).to.deep.equal([
        { ...book, connection: bare, coverage: { levels: 25, maintained: true } },
      ]);
    });

    it('list markets', () => {
      const listed = (base: string, quote: string, trading: boolean) => ({
        symbol: `${base}-${quote}`,
        instrument: `${base}-${quote}`,
        base,
        quote,
        contract: { kind: 'spot' },
        trading,
      });
      expect(answerOf(MARKETS_URL, markets)).to.deep.equal([
        {
          _tag: 'listings',
          venue: 'bittrex',
          receivedAt: RECEIVED_AT,
          covers: 'all',
          listings: [listed('1INCH', 'BTC', true), listed('AMP', 'USD', false)],
        },
      ]);
    });

    it('are refusals where they have a code', () => {
      expect(answerOf(SNAPSHOT_URL, { code: 'MARKET_DOES_NOT_EXIST' })).to.deep.equal([
        refusal('MARKET_DOES_NOT_EXIST'),
      ]);
      const detailed = { code: 'INVALID_PARAMETER', detail: 'depth', data: {} };
      expect(answerOf(SNAPSHOT_URL, detailed)).to.deep.equal([refusal('INVALID_PARAMETER: depth')]);
    });

    it('are unknown where something else was asked, of API v1.1 too', () => {
      for (const url of [
        'https://api.bittrex.com/v3/markets/summaries',
        'https://api.bittrex.com/v3/markets/BTC-USD/trades',
        'https://api.bittrex.com/v3/markets/BTC/orderbook?depth=500',
        'https://api.bittrex.com/api/v1.1/public/getmarkets',
        'BITTREX.ws.1',
      ]) {
        expect(answerOf(url, snapshot, HEADERS)).to.deep.equal([
          {
            _tag: 'unknownFrame',
            ...origin,
            connection: url,
            excerpt: JSON.stringify(snapshot).slice(0, 200),
          },
        ]);
      }
    });
  });
});
