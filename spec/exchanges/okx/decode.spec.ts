import { expect } from 'chai';

import { decodeFrame } from '../../../src/connector/index.js';
import { PERPETUAL, SPOT, type Contract } from '../../../src/domain/index.js';
import { okx } from '../../../src/exchanges/okx/index.js';
import { answerFrame, changed, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../frames.js';
import {
  instruments,
  INSTRUMENTS_URL,
  notice,
  refused,
  snapshot,
  snapshotTbt,
  subscribed,
  trades,
  update,
  update2022,
} from './payloads.js';

const origin = { venue: 'okx', connection: CONNECTION, receivedAt: RECEIVED_AT };
const other = (kind: string) => [{ _tag: 'other', venue: 'okx', kind }];
const refusal = (message: string, code?: number) => [{ _tag: 'refusal', venue: 'okx', code, message }];
const unknown = (text: string, connection: string = CONNECTION) => [
  { _tag: 'unknownFrame', ...origin, connection, excerpt: text },
];

describe("OKX's frames", () => {
  describe('books', () => {
    it('start with a snapshot of 400 maintained levels, its wire texts kept', () => {
      expect(decoded(okx, streamFrame(snapshot))).to.deep.equal([
        {
          _tag: 'snapshot',
          ...origin,
          symbol: 'BTC-USDT',
          venueTime: 1597026383085,
          via: 'stream',
          lastId: 123456,
          coverage: { levels: 400, maintained: true },
          bids: [['8476.97', '256.0']],
          asks: [
            ['8476.98', '415'],
            ['8477.00', '7'],
          ],
          checksum: -855196043,
        },
      ]);
    });

    it('go on with updates that name the message before; a checksum of 0 beside ids is none', () => {
      expect(decoded(okx, streamFrame(update))).to.deep.equal([
        {
          _tag: 'diff',
          ...origin,
          symbol: 'BTC-USDT',
          venueTime: 1597026383185,
          firstId: 123460,
          lastId: 123460,
          previousId: 123456,
          bids: [['8475.55', '101']],
          asks: [['8476.98', '0']],
          checksum: undefined,
        },
      ]);
    });

    it('come on the channels of every change too, with 400 levels or 50', () => {
      expect(decoded(okx, streamFrame(snapshotTbt))).to.deep.equal([
        {
          _tag: 'snapshot',
          ...origin,
          symbol: 'BTC-USD-210924-66000-C',
          venueTime: 1626995752801,
          via: 'stream',
          lastId: undefined,
          coverage: { levels: 400, maintained: true },
          bids: [['0.0325', '305']],
          asks: [['0.0355', '300']],
          checksum: 1155306306,
        },
      ]);
      const of50 = changed(snapshotTbt, ['arg', 'channel'], 'books50-l2-tbt');
      const [snapshot50] = decoded(okx, streamFrame(of50));
      expect(snapshot50).to.deep.include({
        _tag: 'snapshot',
        coverage: { levels: 50, maintained: true },
        checksum: 1155306306,
      });
      const [diff] = decoded(okx, streamFrame(changed(of50, ['action'], 'update')));
      expect(diff).to.deep.include({ _tag: 'diff', bids: [['0.0325', '305']], checksum: 1155306306 });
    });

    it('need no checksum beside ids', () => {
      const [content] = decoded(okx, streamFrame(changed(update, ['data', 0, 'checksum'], undefined)));
      expect(content).to.deep.include({ _tag: 'diff', lastId: 123460, checksum: undefined });
    });

    it('had no ids once, and have the checksum then, 0 included', () => {
      const none = { firstId: undefined, lastId: undefined, previousId: undefined };
      const [content] = decoded(okx, streamFrame(update2022));
      expect(content).to.deep.include({ ...none, symbol: 'BTC-USD-220527', checksum: -914047754 });
      const [zero] = decoded(okx, streamFrame(changed(update2022, ['data', 0, 'checksum'], 0)));
      expect(zero).to.deep.include({ ...none, checksum: 0 });
    });

    it('may be several in a frame', () => {
      const [first] = update.data;
      const both = { ...update, data: [first, { ...first, prevSeqId: 123460, seqId: 123470 }] };
      const contents = decodeFrame(okx, streamFrame(both));
      expect(contents.map((content) => (content._tag === 'diff' ? content.lastId : 0))).to.deep.equal([
        123460, 123470,
      ]);
    });

    it('have checksums of 32 bits with a sign', () => {
      for (const checksum of [-(2 ** 31), 2 ** 31 - 1]) {
        const frame = streamFrame(changed(update2022, ['data', 0, 'checksum'], checksum));
        expect(decodeFrame(okx, frame)[0]).to.include({ _tag: 'diff', checksum });
      }
    });
  });

  it('hold trades, several in one, with id and the side of the taker', () => {
    const trade = { _tag: 'trade', ...origin, symbol: 'BTC-USDT' };
    expect(decoded(okx, streamFrame(trades))).to.deep.equal([
      {
        ...trade,
        venueTime: 1630048897897,
        id: '130639474',
        price: '42219.9',
        size: '0.12060306',
        side: 'buy',
      },
      { ...trade, venueTime: 1630048897899, id: '130639475', price: '42219.8', size: '1', side: 'sell' },
    ]);
  });

  describe('that are no market data', () => {
    it('are known: pong, a text that is no JSON', () => {
      expect(decoded(okx, streamFrame('pong'))).to.deep.equal(other('pong'));
      expect(decoded(okx, answerFrame(INSTRUMENTS_URL, 'pong'))[0]).to.include({ _tag: 'badFrame' });
    });

    for (const channel of ['tickers', 'books5', 'bbo-tbt', 'candle1m', 'mark-price-candle1D', 'trades-all']) {
      it(`are known: ${channel}`, () => {
        const frame = streamFrame({ arg: { channel, instId: 'BTC-USDT' }, data: [{ last: '9999.99' }] });
        expect(decoded(okx, frame)).to.deep.equal(other(channel));
      });
    }

    it('are known: subscriptions made and ended, logins, counts and notices', () => {
      expect(decoded(okx, streamFrame(subscribed))).to.deep.equal(other('subscribe'));
      expect(decoded(okx, streamFrame({ ...subscribed, event: 'unsubscribe' }))).to.deep.equal(
        other('unsubscribe'),
      );
      const login = { event: 'login', code: '0', msg: '', connId: 'a4d3ae55' };
      expect(decoded(okx, streamFrame(login))).to.deep.equal(other('login'));
      expect(decoded(okx, streamFrame(notice))).to.deep.equal(other('notice'));
      const count = { event: 'channel-conn-count', channel: 'orders', connCount: '2', connId: 'abcd1234' };
      expect(decoded(okx, streamFrame(count))).to.deep.equal(other('channel-conn-count'));
    });

    it('are refusals: errors, with their code', () => {
      expect(decoded(okx, streamFrame(refused))).to.deep.equal(refusal(refused.msg, 60018));
      expect(decoded(okx, streamFrame({ ...refused, code: 'x' }))).to.deep.equal(refusal(refused.msg));
    });

    it('are unknown: other events and other channels', () => {
      for (const payload of [
        { event: 'greeting', code: '0' },
        { arg: { channel: 'orders' }, data: [] },
      ]) {
        const frame = streamFrame(payload);
        expect(decoded(okx, frame)).to.deep.equal(unknown(frame.text));
      }
    });
  });

  describe('of REST', () => {
    const listed = (symbol: string, instrument: string, contract: Contract, trading: boolean) => {
      const [base, quote] = instrument.split('-');
      return { symbol, instrument, base, quote, contract, trading };
    };
    const option = { kind: 'option', expiry: '20220514', strike: '22000' } as const;

    it('list instruments, derivatives by their underlying; those of no known kind are left out', () => {
      expect(decoded(okx, answerFrame(INSTRUMENTS_URL, instruments))).to.deep.equal([
        {
          _tag: 'listings',
          venue: 'okx',
          receivedAt: RECEIVED_AT,
          covers: 'spot',
          listings: [
            listed('BTC-USDT', 'BTC-USDT', SPOT, true),
            listed('LUNA-USDT', 'LUNA-USDT', SPOT, false),
            listed('BTC-USD-SWAP', 'BTC-USD-PERP', PERPETUAL, true),
            listed('UNI-USD-220527', 'UNI-USD-20220527', { kind: 'future', expiry: '20220527' }, false),
            listed('BTC-USD-220514-22000-C', 'BTC-USD-20220514-22000-C', { ...option, right: 'call' }, true),
            listed('BTC-USD-220514-22000-P', 'BTC-USD-20220514-22000-P', { ...option, right: 'put' }, true),
          ],
        },
      ]);
    });

    it('say of which kind they are the whole list', () => {
      const coversOf = (query: string) => {
        const url = `https://www.okx.com/api/v5/public/instruments${query}`;
        return decodeFrame(okx, answerFrame(url, instruments)).map(
          (content) => content._tag === 'listings' && content.covers,
        );
      };
      expect(coversOf('?instType=SWAP')).to.deep.equal(['perpetual']);
      expect(coversOf('?instType=FUTURES')).to.deep.equal(['future']);
      expect(coversOf('?instType=OPTION&uly=BTC-USD')).to.deep.equal(['nothing']);
      expect(coversOf('?instType=SPOT&instId=BTC-USDT')).to.deep.equal(['nothing']);
      expect(coversOf('')).to.deep.equal(['nothing']);
    });

    it('are refusals where they have a code', () => {
      const answer = { code: '51000', msg: 'Parameter instType error', data: [] };
      expect(decoded(okx, answerFrame(INSTRUMENTS_URL, answer))).to.deep.equal(
        refusal('Parameter instType error', 51000),
      );
    });

    it('are unknown where something else was asked', () => {
      const url = 'https://www.okx.com/api/v5/public/time';
      const frame = answerFrame(url, { code: '0', msg: '', data: [{ ts: '1597026383085' }] });
      expect(decoded(okx, frame)).to.deep.equal(unknown(frame.text, url));
    });
  });
});
