import { expect } from 'chai';

import { huobiLinearSwapVenue } from '../../../src/exchanges/huobi-linear-swap/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { answerFrame, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../frames.js';
import {
  contracts,
  CONTRACTS_URL,
  depth,
  highFreqSnapshot,
  highFreqUpdate,
  refused,
  subscribed,
  trades,
} from './payloads.js';

const swaps = huobiLinearSwapVenue({ inflate: nodeInflate });
const highFreq = huobiLinearSwapVenue({ inflate: nodeInflate, feed: 'depth.size_150.high_freq' });

const place = { venue: 'huobi-linear-swap', connection: CONNECTION, receivedAt: RECEIVED_AT };
const ofBtc = { ...place, symbol: 'BTC-USDT' };
const other = (kind: string) => [{ _tag: 'other', venue: 'huobi-linear-swap', kind }];

describe('huobi-linear-swap decodes', () => {
  it('whole books, told from each other by mrid, for the version is but seconds', () => {
    expect(decoded(swaps, streamFrame(depth))).to.deep.equal([
      {
        _tag: 'snapshot',
        ...ofBtc,
        venueTime: 1645129635253,
        via: 'stream',
        lastId: 96710413533,
        coverage: { levels: 150, maintained: false },
        bids: [
          ['40990.2', '9128'],
          ['40980', '533'],
        ],
        asks: [['40990.3', '10120']],
        checksum: undefined,
      },
    ]);
  });

  it('trades, in contracts: half of what the venue counts, which is both sides', () => {
    expect(decoded(swaps, streamFrame(trades))).to.deep.equal([
      {
        _tag: 'trade',
        ...ofBtc,
        venueTime: 1645129638118,
        id: '967104142180000',
        price: '40990.3',
        size: '65',
        side: 'buy',
      },
      {
        _tag: 'trade',
        ...ofBtc,
        venueTime: 1645129638119,
        id: '967104142180001',
        price: '40990.4',
        size: '7.5',
        side: 'sell',
      },
    ]);
  });

  it('halves of any length, exactly', () => {
    const amount = '1234567890123456789012345678901234567890.1';
    const text = JSON.stringify(trades).replace('"amount":130', `"amount":${amount}`);
    expect(decoded(swaps, streamFrame(text))[0]).to.include({
      size: '617283945061728394506172839450617283945.05',
    });
  });

  it('the snapshot and the updates of high_freq', () => {
    expect(decoded(highFreq, streamFrame(highFreqSnapshot))).to.deep.equal([
      {
        _tag: 'snapshot',
        ...ofBtc,
        venueTime: 1603707712357,
        via: 'stream',
        lastId: 1512467,
        coverage: { levels: 150, maintained: true },
        bids: [['13071.9', '38']],
        asks: [['13081.9', '206']],
        checksum: undefined,
      },
    ]);
    expect(decoded(highFreq, streamFrame(highFreqUpdate))).to.deep.equal([
      {
        _tag: 'diff',
        ...ofBtc,
        venueTime: 1603707712357,
        firstId: 1512468,
        lastId: 1512468,
        previousId: undefined,
        bids: [],
        asks: [['13081.9', '0']],
        checksum: undefined,
      },
    ]);
    const twenty = huobiLinearSwapVenue({ inflate: nodeInflate, feed: 'depth.size_20.high_freq' });
    const frame = { ...highFreqSnapshot, ch: 'market.BTC-USDT.depth.size_20.high_freq' };
    expect(decoded(twenty, streamFrame(frame))[0]).to.deep.include({
      coverage: { levels: 20, maintained: true },
    });
  });

  it('books of another feed as something else', () => {
    expect(decoded(swaps, streamFrame(highFreqUpdate))).to.deep.equal(other('depth.size_150.high_freq'));
    expect(decoded(highFreq, streamFrame(depth))).to.deep.equal(other('depth.step0'));
    expect(decoded(swaps, streamFrame({ ...depth, ch: 'market.BTC-USDT.depth.step6' }))).to.deep.equal(
      other('depth.step6'),
    );
    // Nothing is requested over the stream here.
    const answer = { rep: 'market.BTC-USDT.depth.step0', status: 'ok', tick: {} };
    expect(decoded(swaps, streamFrame(answer))).to.deep.equal(other('depth.step0'));
  });

  it('acknowledgements, pings and refusals', () => {
    expect(decoded(swaps, streamFrame(subscribed))).to.deep.equal(other('subbed'));
    expect(decoded(swaps, streamFrame({ ping: 1603706585246 }))).to.deep.equal([
      {
        _tag: 'reply',
        venue: 'huobi-linear-swap',
        connection: CONNECTION,
        text: '{"pong":1603706585246}',
      },
    ]);
    expect(decoded(swaps, answerFrame(CONTRACTS_URL, refused))).to.deep.equal([
      { _tag: 'refusal', venue: 'huobi-linear-swap', code: 1030, message: 'Input error.' },
    ]);
  });

  const PERPETUAL = {
    symbol: 'BTC-USDT',
    instrument: 'BTC-USDT-PERP',
    base: 'BTC',
    quote: 'USDT',
    contract: { kind: 'perpetual' },
    trading: true,
  };
  const FUTURE = {
    symbol: 'BTC-USDT-211210',
    instrument: 'BTC-USDT-20211210',
    base: 'BTC',
    quote: 'USDT',
    contract: { kind: 'future', expiry: '20211210' },
    trading: true,
  };
  const SUSPENDED = {
    symbol: 'LUNA-USDT',
    instrument: 'LUNA-USDT-PERP',
    base: 'LUNA',
    quote: 'USDT',
    contract: { kind: 'perpetual' },
    trading: false,
  };

  it('swaps and futures, none of what is not named by its currencies', () => {
    expect(decoded(swaps, answerFrame(CONTRACTS_URL, contracts))).to.deep.equal([
      {
        _tag: 'listings',
        venue: 'huobi-linear-swap',
        receivedAt: RECEIVED_AT,
        covers: 'all',
        listings: [PERPETUAL, FUTURE, SUSPENDED],
      },
    ]);
  });

  it('of what a list is the whole', () => {
    const url = CONTRACTS_URL.slice(0, CONTRACTS_URL.indexOf('?'));
    for (const [query, covers] of [
      ['', 'perpetual'],
      ['?business_type=swap', 'perpetual'],
      ['?business_type=futures', 'future'],
      ['?business_type=all', 'all'],
      ['?business_type=options', 'nothing'],
      ['?contract_code=BTC-USDT', 'nothing'],
      ['?business_type=all&pair=BTC-USDT', 'nothing'],
      ['?contract_type=quarter', 'nothing'],
      ['?support_margin_mode=cross', 'nothing'],
    ] as const) {
      expect(decoded(swaps, answerFrame(url + query, contracts))[0], query).to.include({ covers });
    }
  });

  it('another answer as unknown', () => {
    const frame = answerFrame('https://api.hbdm.com/linear-swap-api/v1/swap_index', { data: [] });
    expect(decoded(swaps, frame)).to.have.nested.property('[0]._tag', 'unknownFrame');
  });
});
