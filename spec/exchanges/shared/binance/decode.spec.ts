import { expect } from 'chai';

import { decodeFrame } from '../../../../src/connector/index.js';
import type { Contract } from '../../../../src/domain/index.js';
import { binance } from '../../../../src/exchanges/binance/index.js';
import { binanceFutures } from '../../../../src/exchanges/binance-futures/index.js';
import { answerFrame, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../../frames.js';
import {
  combined,
  futuresAggTrade,
  futuresDepth,
  futuresDepthUpdate,
  futuresExchangeInfo,
  spotAggTrade,
  spotDepth,
  spotDepthUpdate,
  spotExchangeInfo,
} from './payloads.js';

const spotOrigin = { venue: 'binance', connection: CONNECTION, receivedAt: RECEIVED_AT };
const futuresOrigin = { ...spotOrigin, venue: 'binance-futures' };

describe("Binance's frames", () => {
  describe('depthUpdate', () => {
    const spotDiff = {
      _tag: 'diff',
      ...spotOrigin,
      symbol: 'NKNUSDT',
      venueTime: 1633998512068,
      firstId: 499869750,
      lastId: 499869752,
      previousId: undefined,
      bids: [
        ['0.3513', '6195'],
        ['0.3475', '0'],
      ],
      asks: [['0.3526', '3199.5']],
      checksum: undefined,
    };

    it('is a diff, in a combined and in a raw frame', () => {
      const frames = [combined('nknusdt@depth@100ms', spotDepthUpdate), spotDepthUpdate].map((payload) =>
        decoded(binance, streamFrame(payload)),
      );
      expect(frames).to.deep.equal([[spotDiff], [spotDiff]]);
    });

    it('links to the one before it at futures, whose further keys are passed over', () => {
      expect(
        decoded(binanceFutures, streamFrame(combined('sushiusdt@depth', futuresDepthUpdate))),
      ).to.deep.equal([
        {
          _tag: 'diff',
          ...futuresOrigin,
          symbol: 'SUSHIUSDT',
          venueTime: 1786700000037,
          firstId: 11289273841677,
          lastId: 11289273848795,
          previousId: 11289273841549,
          bids: [
            ['7.504', '813'],
            ['7.609', '0'],
          ],
          asks: [['7.615', '1563']],
          checksum: undefined,
        },
      ]);
    });

    it('may have an empty side, and unknown keys', () => {
      const frame = streamFrame({ ...spotDepthUpdate, b: [], x: { y: 1 } });
      expect(decoded(binance, frame)).to.deep.equal([{ ...spotDiff, bids: [] }]);
    });

    it('has its microseconds in the fraction where the connection asked for them', () => {
      const frame = streamFrame({ ...spotDepthUpdate, E: 1633998512068123 });
      expect(decoded(binance, frame)).to.deep.equal([{ ...spotDiff, venueTime: 1633998512068.123 }]);
    });
  });

  describe('aggTrade', () => {
    const spotTrade = {
      _tag: 'trade',
      ...spotOrigin,
      symbol: 'NKNUSDT',
      venueTime: 1633998523960,
      id: '15683430',
      price: '0.3528',
      size: '58',
    };

    it('is a buy where the buyer is not the maker, at the time of the trade', () => {
      const frames = [combined('nknusdt@aggTrade', spotAggTrade), spotAggTrade].map((payload) =>
        decoded(binance, streamFrame(payload)),
      );
      expect(frames).to.deep.equal([[{ ...spotTrade, side: 'buy' }], [{ ...spotTrade, side: 'buy' }]]);
    });

    it('is a sell where the buyer is the maker', () => {
      const frame = streamFrame({ ...spotAggTrade, m: true });
      expect(decoded(binance, frame)).to.deep.equal([{ ...spotTrade, side: 'sell' }]);
    });

    it('comes without M and with nq and st at futures; the size is q', () => {
      expect(decoded(binanceFutures, streamFrame(futuresAggTrade))).to.deep.equal([
        {
          _tag: 'trade',
          ...futuresOrigin,
          symbol: 'CTKUSDT',
          venueTime: 1786700001421,
          id: '16599292',
          price: '1.011',
          size: '10',
          side: 'sell',
        },
      ]);
    });

    it('has its microseconds in the fraction', () => {
      const frame = streamFrame({ ...spotAggTrade, E: 1633998523963001, T: 1633998523960999 });
      expect(decoded(binance, frame)).to.deep.equal([
        { ...spotTrade, side: 'buy', venueTime: 1633998523960.999 },
      ]);
    });
  });

  describe('the answer to depth', () => {
    const spotUrl = 'https://api.binance.com/api/v3/depth?symbol=NKNUSDT';
    const snapshot = {
      _tag: 'snapshot',
      ...spotOrigin,
      symbol: 'NKNUSDT',
      venueTime: undefined,
      via: 'request',
      lastId: 499869752,
      bids: [
        ['0.3521', '672'],
        ['0.352', '1144'],
      ],
      asks: [['0.3526', '3199']],
      checksum: undefined,
    };
    const covering = (connection: string, levels: number) => [
      { ...snapshot, connection, coverage: { levels, maintained: false } },
    ];

    it('is a snapshot of the symbol and to the depth that its URL names', () => {
      const url = `${spotUrl}&limit=5000`;
      expect(decoded(binance, answerFrame(url, spotDepth))).to.deep.equal(covering(url, 5000));
    });

    it('without a limit has the depth that the venue documents', () => {
      expect(decoded(binance, answerFrame(spotUrl, spotDepth))).to.deep.equal(covering(spotUrl, 100));
      const url = 'https://fapi.binance.com/fapi/v1/depth?symbol=SUSHIUSDT';
      expect(decoded(binanceFutures, answerFrame(url, futuresDepth))).to.deep.equal([
        {
          _tag: 'snapshot',
          ...futuresOrigin,
          connection: url,
          symbol: 'SUSHIUSDT',
          venueTime: 1786700000264,
          via: 'request',
          lastId: 11289273848790,
          coverage: { levels: 500, maintained: false },
          bids: [['7.611', '6']],
          asks: [
            ['7.612', '297'],
            ['7.615', '1563'],
          ],
          checksum: undefined,
        },
      ]);
    });

    it('has no more levels than the venue gives, whatever the limit', () => {
      const url = `${spotUrl}&limit=6000`;
      expect(decoded(binance, answerFrame(url, spotDepth))).to.deep.equal(covering(url, 5000));
    });

    it('has a symbol that the URL spells in percents', () => {
      const url = 'https://api.binance.com/api/v3/depth?symbol=%E5%B8%81USDT&limit=100';
      expect(decoded(binance, answerFrame(url, spotDepth))).to.deep.equal([
        { ...covering(url, 100)[0], symbol: '币USDT' },
      ]);
    });
  });

  describe('the answer to exchangeInfo', () => {
    it('lists every symbol; only TRADING trades', () => {
      const url = 'https://api.binance.com/api/v3/exchangeInfo';
      const listing = (symbol: string, base: string, quote: string, trading: boolean) => ({
        symbol,
        instrument: `${base}-${quote}`,
        base,
        quote,
        contract: { kind: 'spot' },
        trading,
      });
      const future = (symbol: string, instrument: string, contract: Contract, trading: boolean) => {
        const [base, quote] = instrument.split('-');
        return { symbol, instrument, base, quote, contract, trading };
      };
      const perpetual: Contract = { kind: 'perpetual' };
      expect(decoded(binance, answerFrame(url, spotExchangeInfo))).to.deep.equal([
        {
          _tag: 'listings',
          venue: 'binance',
          receivedAt: RECEIVED_AT,
          covers: 'all',
          listings: [
            listing('ETHBTC', 'ETH', 'BTC', true),
            listing('NKNUSDT', 'NKN', 'USDT', false),
            listing('BTCEUR', 'BTC', 'EUR', false),
          ],
        },
      ]);
      const [some] = decodeFrame(binance, answerFrame(`${url}?symbol=ETHBTC`, spotExchangeInfo));
      expect(some?._tag === 'listings' && some.covers).to.equal('nothing');
      const futuresUrl = 'https://fapi.binance.com/fapi/v1/exchangeInfo';
      expect(decoded(binanceFutures, answerFrame(futuresUrl, futuresExchangeInfo))).to.deep.equal([
        {
          _tag: 'listings',
          venue: 'binance-futures',
          receivedAt: RECEIVED_AT,
          covers: 'all',
          listings: [
            future('SUSHIUSDT', 'SUSHI-USDT-PERP', perpetual, true),
            future('NEWUSDT', 'NEW-USDT-PERP', perpetual, false),
            future('BTCUSDT_210924', 'BTC-USDT-20210924', { kind: 'future', expiry: '20210924' }, true),
          ],
        },
      ]);
    });
  });
});
