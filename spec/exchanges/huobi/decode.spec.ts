import { expect } from 'chai';

import { huobiVenue } from '../../../src/exchanges/huobi/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { answerFrame, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../frames.js';
import {
  depth,
  depthText,
  mbp,
  mbpAnswer,
  ping,
  refused,
  subscribed,
  symbolsV1,
  SYMBOLS_V1_URL,
  symbolsV2,
  SYMBOLS_V2_URL,
  tradesText,
} from './payloads.js';

const huobi = huobiVenue({ inflate: nodeInflate });
const huobiMbp = huobiVenue({ inflate: nodeInflate, feed: 'mbp.150' });

const place = { venue: 'huobi', connection: CONNECTION, receivedAt: RECEIVED_AT };
const other = (kind: string) => [{ _tag: 'other', venue: 'huobi', kind }];

describe('huobi decodes', () => {
  it('whole books, whose numbers are exact to the last digit', () => {
    expect(decoded(huobi, streamFrame(depthText))).to.deep.equal([
      {
        _tag: 'snapshot',
        ...place,
        symbol: 'trioeth',
        venueTime: 1618678069870,
        via: 'stream',
        lastId: 100182534697,
        coverage: { levels: 150, maintained: false },
        bids: [
          ['0.0000009121', '92730.24'],
          ['0.0000000006', '33581495.08'],
          ['0.0000000001', '220000000'],
        ],
        asks: [['645.140000000000000001', '26.755973959140651643']],
        checksum: undefined,
      },
    ]);
  });

  it('trades, the oldest first, with their new ids', () => {
    const trade = { _tag: 'trade', ...place, symbol: 'fil3susdt' };
    expect(decoded(huobi, streamFrame(tradesText))).to.deep.equal([
      {
        ...trade,
        venueTime: 1618678071886,
        id: '9007199254740993',
        price: '0.00013302',
        size: '119142.1159',
        side: 'sell',
      },
      {
        ...trade,
        venueTime: 1618678071887,
        id: '5957206',
        price: '0.00013303',
        size: '543526.9513115989',
        side: 'buy',
      },
    ]);
  });

  const diff = {
    _tag: 'diff',
    ...place,
    symbol: 'btcusdt',
    venueTime: 1573199608679,
    firstId: undefined,
    lastId: 100020146795,
    previousId: 100020146794,
    bids: [['645.13', '0']],
    asks: [['645.14', '26.75597395914065']],
    checksum: undefined,
  };

  it('diffs that name the one before them, where the feed has them', () => {
    expect(decoded(huobiMbp, streamFrame(mbp))).to.deep.equal([diff]);
  });

  it('a side that is left out, or empty, as unchanged', () => {
    const { seqNum, prevSeqNum, asks } = mbp.tick;
    for (const tick of [
      { seqNum, prevSeqNum, asks },
      { seqNum, prevSeqNum, asks, bids: [] },
    ]) {
      expect(decoded(huobiMbp, streamFrame({ ...mbp, tick }))).to.deep.equal([{ ...diff, bids: [] }]);
    }
    expect(decoded(huobiMbp, streamFrame({ ...mbp, tick: { seqNum, prevSeqNum } }))).to.deep.equal([
      { ...diff, bids: [], asks: [] },
    ]);
  });

  it('the answer to a request of a snapshot, of the connection that it came over', () => {
    const snapshot = {
      _tag: 'snapshot',
      ...place,
      symbol: 'btcusdt',
      venueTime: 1573199608600,
      via: 'request',
      lastId: 100020146794,
      coverage: { levels: 150, maintained: true },
      bids: [
        ['645.13', '4'],
        ['645', '71.594'],
      ],
      asks: [['645.2', '14.909733438479636']],
      checksum: undefined,
    };
    expect(decoded(huobiMbp, streamFrame(mbpAnswer))).to.deep.equal([snapshot]);
    expect(decoded(huobiMbp, streamFrame({ ...mbpAnswer, ts: undefined }))).to.deep.equal([
      { ...snapshot, venueTime: undefined },
    ]);
  });

  it('the levels that the feed has', () => {
    const five = huobiVenue({ inflate: nodeInflate, feed: 'mbp.5' });
    const frame = streamFrame({ ...mbpAnswer, rep: 'market.btcusdt.mbp.5' });
    expect(decoded(five, frame)[0]).to.deep.include({ coverage: { levels: 5, maintained: true } });
    const twenty = huobiVenue({ inflate: nodeInflate, feed: 'mbp.20' });
    expect(decoded(twenty, streamFrame({ ...mbp, ch: 'market.btcusdt.mbp.20' }))[0]).to.include({
      _tag: 'diff',
    });
  });

  it('books of another feed as something else, so that one never breaks the other', () => {
    expect(decoded(huobi, streamFrame(mbp))).to.deep.equal(other('mbp.150'));
    expect(decoded(huobi, streamFrame(mbpAnswer))).to.deep.equal(other('mbp.150'));
    expect(decoded(huobiMbp, streamFrame(depth))).to.deep.equal(other('depth.step0'));
    expect(decoded(huobiMbp, streamFrame({ ...mbp, ch: 'market.btcusdt.mbp.20' }))).to.deep.equal(
      other('mbp.20'),
    );
  });

  it('a ping as what must be answered, with its number to the last digit', () => {
    const reply = (text: string) => [{ _tag: 'reply', venue: 'huobi', connection: CONNECTION, text }];
    expect(decoded(huobi, streamFrame(ping))).to.deep.equal(reply('{"pong":1618678073643}'));
    expect(decoded(huobi, streamFrame('{"ping":18446744073709551615}'))).to.deep.equal(
      reply('{"pong":18446744073709551615}'),
    );
  });

  it('acknowledgements, the answer to a ping of ours, and topics of no use', () => {
    expect(decoded(huobi, streamFrame(subscribed))).to.deep.equal(other('subbed'));
    const { subbed, ...rest } = subscribed;
    expect(decoded(huobi, streamFrame({ ...rest, unsubbed: subbed }))).to.deep.equal(other('unsubbed'));
    expect(decoded(huobi, streamFrame({ pong: 1 }))).to.deep.equal(other('pong'));
    for (const topic of [
      'bbo',
      'detail',
      'ticker',
      'kline.1min',
      'depth.step5',
      'mbp.refresh.20',
      'mbp.400',
    ]) {
      const push = { ch: `market.btcusdt.${topic}`, ts: 1, tick: {} };
      expect(decoded(huobi, streamFrame(push)), topic).to.deep.equal(other(topic));
      const answer = { rep: `market.btcusdt.${topic}`, status: 'ok', data: [] };
      expect(decoded(huobi, streamFrame(answer)), topic).to.deep.equal(other(topic));
    }
  });

  it('refusals, with the code where it is a number', () => {
    const refusal = (message: string, code?: number) => [{ _tag: 'refusal', venue: 'huobi', code, message }];
    expect(decoded(huobi, streamFrame(refused))).to.deep.equal(
      refusal('bad-request: invalid topic market.invalidsymbol.trade.detail'),
    );
    expect(decoded(huobi, streamFrame({ ...refused, 'err-code': '2002' }))).to.deep.equal(
      refusal(refused['err-msg'], 2002),
    );
    const answer = { status: 'error', err_code: 1032, err_msg: 'The number of access exceeded the limit.' };
    expect(decoded(huobi, answerFrame(SYMBOLS_V2_URL, answer))).to.deep.equal(
      refusal('The number of access exceeded the limit.', 1032),
    );
  });

  const listings = (covers: string, ...listed: readonly object[]) => [
    {
      _tag: 'listings',
      venue: 'huobi',
      receivedAt: RECEIVED_AT,
      covers,
      listings: listed.map((listing) => ({ contract: { kind: 'spot' }, ...listing })),
    },
  ];

  it('the list of instruments of version 1', () => {
    expect(decoded(huobi, answerFrame(SYMBOLS_V1_URL, symbolsV1))).to.deep.equal(
      listings(
        'all',
        { symbol: 'yeebtc', instrument: 'YEE-BTC', base: 'YEE', quote: 'BTC', trading: true },
        { symbol: 'zeneth', instrument: 'ZEN-ETH', base: 'ZEN', quote: 'ETH', trading: false },
        { symbol: 'borusdt', instrument: 'BOR-USDT', base: 'BOR', quote: 'USDT', trading: false },
      ),
    );
  });

  it('the list of instruments of version 2, named by the codes that the symbols are made of', () => {
    const listed = [
      { symbol: 'ethusdt', instrument: 'ETH-USDT', base: 'ETH', quote: 'USDT', trading: true },
      { symbol: 'lunausdt', instrument: 'LUNA-USDT', base: 'LUNA', quote: 'USDT', trading: false },
      { symbol: 'htxbtc', instrument: 'HTX-BTC', base: 'HTX', quote: 'BTC', trading: false },
    ];
    expect(decoded(huobi, answerFrame(SYMBOLS_V2_URL, symbolsV2))).to.deep.equal(listings('all', ...listed));
    const changes = answerFrame(`${SYMBOLS_V2_URL}?ts=1641870869718`, { ...symbolsV2, full: 0 });
    expect(decoded(huobi, changes)).to.deep.equal(listings('nothing', ...listed));
  });

  it('frames of unknown kinds as unknown, with their beginning', () => {
    const unknown = (excerpt: string) => [{ _tag: 'unknownFrame', ...place, excerpt }];
    for (const payload of [
      {},
      { op: 'ping', ts: '1489474081631' },
      { status: 'ok' },
      { ch: 'market.btcusdt.iceberg', ts: 1, tick: {} },
      { ch: 'market.btcusdt', ts: 1, tick: {} },
      { ch: 'market..depth.step0', ts: 1, tick: {} },
      { ch: 'public.btcusdt.bbo', ts: 1, tick: {} },
      { rep: 'market.btcusdt.iceberg' },
    ]) {
      const text = JSON.stringify(payload);
      expect(decoded(huobi, streamFrame(payload)), text).to.deep.equal(unknown(text));
    }
    const frame = answerFrame('https://api.huobi.pro/v1/common/timestamp', { status: 'ok', data: 1 });
    expect(decoded(huobi, frame)).to.deep.equal([
      { ...unknown(frame.text)[0], connection: 'https://api.huobi.pro/v1/common/timestamp' },
    ]);
    expect(decoded(huobi, { ...streamFrame({ data: [] }), via: 'request' })).to.deep.equal(
      unknown('{"data":[]}'),
    );
  });

  it('a stream frame that came as an answer, and an answer that came on the stream, as neither', () => {
    expect(decoded(huobi, answerFrame('https://api.huobi.pro/ws', ping))).to.have.nested.property(
      '[0]._tag',
      'unknownFrame',
    );
    expect(decoded(huobi, streamFrame(symbolsV2))).to.have.nested.property('[0]._tag', 'unknownFrame');
  });
});
