import { deflateRawSync, gzipSync } from 'node:zlib';

import { expect } from 'chai';

import { decodeFrame } from '../../../src/connector/index.js';
import { PERPETUAL, SPOT, type Contract, type Frame } from '../../../src/domain/index.js';
import { okexV3Venue } from '../../../src/exchanges/okex-v3/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { answerFrame, changed, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../frames.js';
import * as sent from './payloads.js';

const venue = okexV3Venue({ inflate: nodeInflate });

const origin = { venue: 'okex-v3', connection: CONNECTION, receivedAt: RECEIVED_AT };
const other = (kind: string) => [{ _tag: 'other', venue: 'okex-v3', kind }];
const refusal = (message: string, code?: number) => [{ _tag: 'refusal', venue: 'okex-v3', code, message }];
const unknown = (text: string, connection: string = CONNECTION) => [
  { _tag: 'unknownFrame', ...origin, connection, excerpt: text },
];

const binary = (bytes: Uint8Array): Frame => ({ ...streamFrame(''), bytes });

describe("OKEx v3's frames", () => {
  describe('books', () => {
    const none = { lastId: undefined };

    it('start with a snapshot of 400 maintained levels, its wire texts kept', () => {
      expect(decoded(venue, streamFrame(sent.partial))).to.deep.equal([
        {
          _tag: 'snapshot',
          ...origin,
          ...none,
          symbol: 'USDT-USD',
          venueTime: 1618678165303,
          via: 'stream',
          coverage: { levels: 400, maintained: true },
          bids: [['1.001', '2500']],
          asks: [
            ['1.0011', '14193.7071'],
            ['1.0012', '9760.7380'],
          ],
          checksum: -1246086343,
        },
      ]);
    });

    it('go on with what changed, without ids', () => {
      expect(decoded(venue, streamFrame(sent.update))).to.deep.equal([
        {
          _tag: 'diff',
          ...origin,
          ...none,
          symbol: 'USDT-USD',
          venueTime: 1618678165365,
          firstId: undefined,
          previousId: undefined,
          bids: [['1.0009', '17401.1054']],
          asks: [['1.0011', '0']],
          checksum: 1826750418,
        },
      ]);
    });

    it('come every 100 ms on the channel depth, levels of three places among them', () => {
      const [content] = decoded(venue, streamFrame(sent.depthOfSpot));
      expect(content).to.deep.include({
        _tag: 'diff',
        symbol: 'BTC-USDT',
        bids: [['3983', '789']],
        asks: [],
      });
    });

    for (const business of ['spot', 'swap', 'futures', 'option']) {
      it(`are of ${business}`, () => {
        const frame = streamFrame({ ...sent.partial, table: `${business}/depth_l2_tbt` });
        expect(decodeFrame(venue, frame).map(({ _tag }) => _tag)).to.deep.equal(['snapshot']);
      });
    }

    it('may be several in a frame, each of its own instrument', () => {
      const [first] = sent.update.data;
      const both = { ...sent.update, data: [first, { ...first, instrument_id: 'BTC-USD', checksum: 0 }] };
      expect(
        decodeFrame(venue, streamFrame(both)).map((each) =>
          each._tag === 'diff' ? [each.symbol, each.checksum] : each,
        ),
      ).to.deep.equal([
        ['USDT-USD', 1826750418],
        ['BTC-USD', 0],
      ]);
    });
  });

  describe('trades', () => {
    const cases = [
      ['of spot', sent.trades, ['BTC-USDT', 1618668225965, '29656', '60903.2', '0.0001', 'buy']],
      ['of swaps', sent.swapTrades, ['BTC-USDT-SWAP', 1616376780684, '62257592', '56480.1', '3', 'sell']],
      [
        'of futures',
        sent.futuresTrades,
        ['BTC-USD-190628', 1557127177496, '2778148208082945', '5556.91', '5', 'buy'],
      ],
      [
        'of options by the guide',
        { ...sent.optionTrade, data: sent.optionTrade.data.slice(1) },
        ['BTC-USD-190927-12500-C', 1557125484392, '227897880202387457', '0.019', '1', 'sell'],
      ],
      [
        'of options as sent in 2021',
        sent.optionTrades,
        ['BTC-USD-210924-120000-C', 1616487148348, '22', '0.079', '1', 'sell'],
      ],
    ] as const;
    for (const [title, payload, [symbol, venueTime, id, price, size, side]] of cases) {
      it(title, () => {
        expect(decoded(venue, streamFrame(payload))).to.deep.equal([
          { _tag: 'trade', ...origin, symbol, venueTime, id, price, size, side },
        ]);
      });
    }

    it('may be several in a frame', () => {
      const contents = decodeFrame(venue, streamFrame(sent.optionTrade));
      expect(contents.map((content) => content._tag === 'trade' && content.id)).to.deep.equal([
        '227897880202387456',
        '227897880202387457',
      ]);
    });
  });

  describe('that are no market data', () => {
    for (const table of [
      'spot/ticker',
      'swap/candle60s',
      'futures/depth5',
      'option/summary',
      'index/candle604800s',
      'margin/interest_rate',
      'system/status',
      'swap/funding_rate',
    ]) {
      it(`are known: ${table}`, () => {
        expect(decoded(venue, streamFrame({ ...sent.ticker, table }))).to.deep.equal(other(table));
      });
    }

    it('are known: subscriptions made and ended, logins', () => {
      expect(decoded(venue, streamFrame(sent.subscribed))).to.deep.equal(other('subscribe'));
      const ended = { ...sent.subscribed, event: 'unsubscribe' };
      expect(decoded(venue, streamFrame(ended))).to.deep.equal(other('unsubscribe'));
      expect(decoded(venue, streamFrame({ event: 'login', success: true }))).to.deep.equal(other('login'));
    });

    it('are refusals: errors, their code a number or a text', () => {
      const { message } = sent.refused;
      expect(decoded(venue, streamFrame(sent.refused))).to.deep.equal(refusal(message, 30040));
      expect(decoded(venue, streamFrame({ ...sent.refused, errorCode: '30041' }))).to.deep.equal(
        refusal(message, 30041),
      );
      expect(decoded(venue, streamFrame({ ...sent.refused, errorCode: '' }))).to.deep.equal(refusal(message));
    });

    it('are unknown: other events, channels, businesses, and trades of a table that none has', () => {
      for (const payload of [
        { event: 'greeting' },
        { table: 'spot/weather', data: [] },
        { table: 'bonds/ticker', data: [] },
        { table: 'spot', data: [] },
        { table: 'spot/trades', data: [] },
        { table: 'index/trade', data: [] },
      ]) {
        const frame = streamFrame(payload);
        expect(decoded(venue, frame)).to.deep.equal(unknown(frame.text));
      }
    });
  });

  describe('on the wire', () => {
    it('are deflate data without a header', () => {
      const bytes = deflateRawSync(JSON.stringify(sent.subscribed));
      expect(decoded(venue, binary(bytes))).to.deep.equal(other('subscribe'));
    });

    it('hold pong deflated or as a plain text', () => {
      expect(decoded(venue, streamFrame('pong'))).to.deep.equal(other('pong'));
      expect(decoded(venue, binary(deflateRawSync('pong')))).to.deep.equal(other('pong'));
      expect(decoded(venue, answerFrame(sent.SPOT_URL, 'pong'))[0]).to.include({ _tag: 'badFrame' });
    });

    it('are bad where they are compressed otherwise, or cut', () => {
      const whole = deflateRawSync(JSON.stringify(sent.partial));
      for (const bytes of [gzipSync('{}'), whole.subarray(0, 40), new Uint8Array()]) {
        const [content] = decodeFrame(venue, binary(bytes));
        if (content?._tag !== 'badFrame') throw new Error(`not bad: ${JSON.stringify(content)}`);
        const [fault] = content.faults;
        expect(fault?.value).to.match(new RegExp(`^${bytes.length} bytes: `));
        expect(fault?.expected).to.match(/^its text \(.+\)$/);
      }
    });
  });

  describe('of REST', () => {
    const listed = (symbol: string, instrument: string, contract: Contract, trading = true) => {
      const [base, quote] = instrument.split('-');
      return { symbol, instrument, base, quote, contract, trading };
    };
    const option = { kind: 'option', expiry: '20190927' } as const;

    const cases = [
      [sent.SPOT_URL, sent.spotInstruments, 'spot', [listed('BTC-USD', 'BTC-USD', SPOT)]],
      [sent.SWAP_URL, sent.swapInstruments, 'perpetual', [listed('BTC-USD-SWAP', 'BTC-USD-PERP', PERPETUAL)]],
      [
        sent.FUTURES_URL,
        sent.futuresInstruments,
        'future',
        [listed('BTC-USD-210108', 'BTC-USD-20210108', { kind: 'future', expiry: '20210108' })],
      ],
      [
        sent.OPTIONS_URL,
        sent.optionInstruments,
        'nothing',
        [
          listed('BTC-USD-190927-8500-P', 'BTC-USD-20190927-8500-P', {
            ...option,
            strike: '8500',
            right: 'put',
          }),
          listed(
            'BTC-USD-190927-8500.5-C',
            'BTC-USD-20190927-8500.5-C',
            { ...option, strike: '8500.5', right: 'call' },
            false,
          ),
        ],
      ],
    ] as const;
    for (const [url, payload, covers, listings] of cases) {
      it(`list instruments: ${new URL(url).pathname}`, () => {
        expect(decoded(venue, answerFrame(url, payload))).to.deep.equal([
          { _tag: 'listings', venue: 'okex-v3', receivedAt: RECEIVED_AT, covers, listings },
        ]);
      });
    }

    it('are refusals where they have a code', () => {
      const answer = {
        error_message: 'no',
        code: 30016,
        error_code: '30016',
        message: 'Please change to port v1',
      };
      expect(decoded(venue, answerFrame(sent.SPOT_URL, answer))).to.deep.equal(
        refusal('Please change to port v1', 30016),
      );
    });

    it('are unknown where something else was asked', () => {
      for (const path of ['spot/v3/instruments/BTC-USD/book', 'option/v3/instruments', 'general/v3/time']) {
        const url = `https://www.okcoin.com/api/${path}`;
        const frame = answerFrame(url, []);
        expect(decoded(venue, frame)).to.deep.equal(unknown(frame.text, url));
      }
      expect(decoded(venue, answerFrame('answers', []))).to.deep.equal(unknown('[]', 'answers'));
    });

    it('do not take a book for one of the stream', () => {
      const frame = answerFrame(sent.SPOT_URL, changed(sent.partial, ['table'], 'spot/depth'));
      expect(decoded(venue, frame)[0]).to.include({ _tag: 'badFrame' });
    });
  });
});
