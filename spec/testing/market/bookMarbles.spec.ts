import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';

import type { BookState, ConsolidatedQuote, OrderBook } from '../../../src/book/index.js';
import { priceLevels, type BookDiff, type BookSnapshot, type Trade } from '../../../src/domain/index.js';
import { bookMarbles, MarbleJsonError, type Json } from '../../../src/testing/index.js';

describe('bookMarbles', () => {
  const AT = { frame: 7 };
  const read = (json: Json, title?: string) => bookMarbles.input(json, title, AT);
  const again = (json: Json) => bookMarbles.output(read(json), AT);

  describe('writes what it reads, with no more than was said:', () => {
    const texts: readonly Json[] = [
      { snapshot: 10 },
      { snapshot: null, via: 'request', coverage: { levels: 2, maintained: true }, checksum: -5 },
      { snapshot: '9007199254740993', bids: [['100', '1']], asks: [['101', '0.5']] },
      { snapshot: 1, bids: [['100.00', '1.50']], keepText: true },
      { diff: 11, bids: [['100', '0']], asks: [['101', '1']], checksum: 3 },
      { diff: [11, 13], previousId: 9 },
      { diff: [null, 13] },
      { diff: [11, null] },
      { diff: null, venue: 'v', symbol: 's', connection: 'd', venueTime: 1.5, receivedAt: 2 },
      { diff: 1, bids: [['0.10000000000000000001', '1']] },
      { trade: ['100.5', '0.2'], side: 'sell', id: '7' },
      { snapshotRequested: true },
      { snapshotFailed: 'HTTP 503' },
      { snapshotFailed: { code: 5 }, attempts: 2 },
      { interrupted: 'c', cause: 'disconnected', reason: 'closed' },
      { interrupted: 'c', cause: 'connectionGap', expected: 3, actual: '9007199254740993', receivedAt: 1 },
      { frame: 5 },
      { frame: null, connection: 'd', receivedAt: 1 },
      { balances: { USD: ['100', '90'], BTC: '1' } },
      {
        balances: {},
        covers: 'listed',
        feed: 'poll',
        sequence: 3,
        venueTime: 1,
        requestedAt: 2,
        receivedAt: 4,
      },
      { balanceDelta: { USD: '-5', BTC: '0.1' }, sequence: '9007199254740993' },
      { orderLocked: 'order', locks: { USD: '10' } },
      { orderLocked: 'order' },
      { balancesChanged: ['USD'], balances: { USD: ['95', '85'] }, refused: { BTC: 'older' } },
      { balancesUnchanged: { USD: ['95', '85'] } },
      { balancesRefused: {}, refused: { USD: 'undecided' } },
      { other: 'ticker' },
      { other: 'pong', venue: 'v' },
      { reply: '{"pong":1}' },
      { reply: 'pong', venue: 'v', connection: 'd' },
      { refusal: 'no such symbol' },
      { refusal: 'no such symbol', code: -1121, venue: 'v' },
      { badFrame: [['data.p', '1', 'text']] },
      { badFrame: [], excerpt: '{', venue: 'v', connection: 'd', receivedAt: 1 },
      { unknownFrame: '{"e":"new"}' },
      { unknownFrame: '', venue: 'v', connection: 'd', receivedAt: 1 },
      { joined: { snapshot: 10 }, diffs: [{ diff: 11, receivedAt: 3 }], stale: 2 },
      { healed: { snapshot: 10 } },
      { healed: { snapshot: 10, via: 'stream' }, diffs: [{ diff: 11 }] },
      { orderSnapshot: 10, bids: [['a', '100', '1']], asks: [['b', '101', '0.50']] },
      { orderSnapshot: null, via: 'request' },
      {
        orderDiff: [11, 12],
        previousId: 10,
        changes: [
          { opened: 'c', side: 'sell', price: '101', size: '2' },
          { changed: 'c', size: '1', price: '102' },
          { changed: 'c', size: '0.5' },
          { matched: 'c', size: '0.25' },
          { done: 'c' },
        ],
      },
      { joined: { orderSnapshot: 10 }, diffs: [{ orderDiff: 11 }] },
      { applied: { diff: 11, bids: [['100', '1']] } },
      { stale: { diff: 9 } },
      { stale: { snapshot: 9, via: 'request' } },
      { held: { diff: 9 }, waiting: 4 },
      { unsynced: { diff: 9 } },
      { gap: 'diffGap', last: 11, firstId: 13, previousId: 12, receivedAt: 1 },
      { gap: 'snapshotTooOld', snapshotId: 1, firstHeldId: 3 },
      { gap: 'holdOverflow', limit: 2 },
      { gap: 'missingId', message: 'diff', id: 'lastId' },
      { gap: 'disconnected', reason: 'closed' },
      { gap: 'connectionGap', expected: 1, actual: 3 },
      { traded: { trade: ['1', '2'], side: 'buy' } },
      { status: 'syncing', cause: 'noSnapshot' },
      { status: 'syncing', cause: 'snapshotUnavailable', attempts: 3, error: 'HTTP 429' },
      { status: 'live', cause: 'diff', book: { bids: [['100', '1']], asks: [], lastId: 11 } },
      {
        status: 'live',
        cause: 'healed',
        differences: {
          bids: [['100', '1', '2']],
          asks: [
            ['101', null, '2'],
            ['102', '2', null],
          ],
        },
        book: { bids: [], asks: [], lastTrade: { trade: ['1', '2'], side: 'buy' }, venueTime: 3 },
        venueTime: 4,
        receivedAt: 6,
        ageMs: 2,
        generation: 3,
        missingDeletes: 1,
        expectedChecksum: 8,
        mismatch: { expected: 8, computed: 9 },
      },
      {
        status: 'gap',
        cause: 'diffGap',
        last: 11,
        lastBook: { bids: [], asks: [] },
        ageMs: 3,
        snapshotFailure: { attempts: 1, error: 'no' },
      },
      { status: 'badChecksum', cause: 'checksumMismatch', expected: 1, computed: 2 },
      { status: 'crossed', cause: 'crossedBook', bestBid: '2', bestAsk: '1' },
      { status: 'stale', cause: 'silent', silentMs: 5 },
      { bids: [['100', '1']], asks: [], lastId: 3, symbol: 'ETH-USD', venue: 'v', receivedAt: 2 },
      { bid: ['100', '1'], ask: ['101', '2'] },
      { bid: ['100', '1'] },
      { to: 'syncing', cause: 'noSnapshot' },
      { to: 'syncing', from: 'gap', cause: 'snapshotUnavailable', attempts: 3, error: 'HTTP 429' },
      { to: 'live', from: 'syncing', cause: 'snapshot' },
      {
        to: 'gap',
        from: 'live',
        cause: 'diffGap',
        last: 11,
        firstId: 13,
        lastedMs: 2.5,
        ageMs: 3,
        venueTime: 1,
      },
      { to: 'gap', from: 'syncing', cause: 'disconnected', reason: 'closed', changedAt: null },
      { to: 'gap', cause: 'disconnected', reason: 'closed', changedAt: null, receivedAt: 5 },
      {
        to: 'crossed',
        cause: 'crossedBook',
        bestBid: '2',
        bestAsk: '1',
        changedAt: 9,
        receivedAt: 6,
        ageMs: 2,
      },
      { to: 'stale', from: 'live', cause: 'silent', silentMs: 5, receivedAt: null, ageMs: null },
      { level: ['100', '1'] },
      { level: ['100', '1'], venue: 'v', symbol: 's', venueTime: 3, receivedAt: 5 },
      { instrument: 'BTC-USD', bids: [], asks: [] },
      {
        instrument: 'BTC-USD',
        bids: [{ level: ['100', '1'] }, { level: ['99', '2'], venue: 'v', receivedAt: 2 }],
        asks: [{ level: ['101', '1'], venueTime: 6 }],
      },
      { symbol: 'BTC-USD', value: { diff: 11 } },
      { symbol: 'BTC-USD', venue: 'v', value: { symbol: 'ETH-USD', value: 5 } },
      {
        candle: ['100', '102.5', '99', '101'],
        from: 0,
        to: 5,
        volume: '3',
        quoteVolume: '302.00000000000000000001',
        takerBuyVolume: '1',
        trades: 2,
      },
      {
        candle: ['1', '1', '1', '1'],
        from: 5,
        to: 10,
        volume: '1',
        quoteVolume: '1',
        takerBuyVolume: '0',
        trades: 1,
        ids: ['7', '8'],
        late: 2,
        seenFromStart: false,
        complete: false,
        venue: 'v',
        symbol: 's',
      },
      [1, 'text', null, true],
    ];
    for (const json of texts) {
      it(JSON.stringify(json), () => {
        expect(again(json)).to.deep.equal(json);
      });
    }
  });

  it('gives a message its defaults', () => {
    expect(read({ snapshot: 10 })).to.deep.equal({
      _tag: 'snapshot',
      venue: 'test',
      symbol: 'BTC-USD',
      connection: 'c',
      venueTime: undefined,
      receivedAt: 7,
      via: 'stream',
      lastId: 10,
      coverage: 'full',
      bids: priceLevels([]),
      asks: priceLevels([]),
      checksum: undefined,
    } satisfies Record<keyof BookSnapshot, unknown>);
    expect(read({ diff: 11 })).to.include({ firstId: 11, lastId: 11, previousId: undefined, receivedAt: 7 });
    expect(read({ diff: null })).to.include({ firstId: undefined, lastId: undefined });
    expect(read({ trade: ['1', '2'], side: 'buy' })).to.include({
      id: undefined,
      side: 'buy',
      receivedAt: 7,
    });
    expect(read({ snapshotFailed: 'no' })).to.deep.equal({
      _tag: 'snapshotFailed',
      cause: { _tag: 'snapshotUnavailable', attempts: 1, error: 'no' },
    });
  });

  it('gives what else a frame holds its defaults', () => {
    const place = { venue: 'test', connection: 'c', receivedAt: 7 };
    expect(read({ other: 'ticker' })).to.deep.equal({ _tag: 'other', venue: 'test', kind: 'ticker' });
    expect(read({ reply: 'pong' })).to.deep.equal({
      _tag: 'reply',
      venue: 'test',
      connection: 'c',
      text: 'pong',
    });
    expect(read({ refusal: 'no' })).to.deep.equal({
      _tag: 'refusal',
      venue: 'test',
      code: undefined,
      message: 'no',
    });
    expect(read({ badFrame: [['p', '1', 'text']] })).to.deep.equal({
      _tag: 'badFrame',
      ...place,
      faults: [{ path: 'p', value: '1', expected: 'text' }],
      excerpt: '',
    });
    expect(read({ unknownFrame: '{}' })).to.deep.equal({ _tag: 'unknownFrame', ...place, excerpt: '{}' });
  });

  it('stamps at 0 outside of a run', () => {
    expect(bookMarbles.input({ diff: 11 })).to.have.property('receivedAt', 0);
    expect(bookMarbles.output(bookMarbles.input({ diff: 11 }))).to.deep.equal({ diff: 11 });
  });

  it('takes the snapshots of the input snapshots for answers to requests', () => {
    expect(read({ snapshot: 10 }, 'snapshots')).to.have.property('via', 'request');
    expect(read({ snapshot: 10, via: 'stream' }, 'snapshots')).to.have.property('via', 'stream');
    expect(read({ snapshot: 10 }, 'others')).to.have.property('via', 'stream');
  });

  it('keeps numbers exactly, and wire texts where they are asked for', () => {
    const { bids, asks } = read({
      diff: 1,
      bids: [['1.10', '2']],
      asks: [['2', '0.10000000000000000001']],
    }) as BookDiff;
    expect(bids.at(0)!.priceWireText).to.equal('1.1');
    expect(asks.at(0)!.sizeText).to.equal('0.10000000000000000001');
    const kept = read({ diff: 1, bids: [['1.10', '2']], keepText: true }) as BookDiff;
    expect(kept.bids.at(0)!.priceWireText).to.equal('1.10');
    expect((read({ trade: ['1.5', '2'], side: 'buy' }) as Trade).price).to.deep.equal(new Decimal('1.5'));
    expect(read({ diff: '9007199254740993' })).to.have.property('lastId', 9007199254740993n);
  });

  it("takes a state's book to be as old as the state says", () => {
    const state = read({ status: 'live', cause: 'trade', book: {}, ageMs: 3 }) as BookState;
    expect(state).to.include({ ageMs: 3, receivedAt: 4 });
    expect(bookMarbles.output({ ...state, ageMs: 0 }, AT)).to.deep.equal({
      status: 'live',
      cause: 'trade',
      book: { bids: [], asks: [], receivedAt: 4 },
    });
    expect(read({ status: 'gap', cause: 'disconnected', reason: '' })).to.include({
      ageMs: undefined,
      receivedAt: undefined,
    });
  });

  it('shows where a state contradicts its book', () => {
    const state = read({ status: 'live', cause: 'diff', book: { venueTime: 3 } }) as BookState;
    expect(bookMarbles.output({ ...state, venueTime: undefined, receivedAt: 1 }, AT)).to.include({
      venueTime: null,
      receivedAt: 1,
    });
  });

  it('says to which price a book is known', () => {
    const cut = { levels: 1, maintained: false };
    const book = read({ bids: [['100', '1']], coverage: cut }) as OrderBook;
    expect(book.bids.completeTo?.priceText).to.equal('100');
    expect(bookMarbles.output(book, AT)).to.deep.equal({
      bids: [['100', '1']],
      asks: [],
      completeTo: { bids: '100' },
    });
  });

  it('writes values that are none of ours as they are, and ours within them', () => {
    const level = priceLevels([['100', '1']]).at(0)!;
    const date = new Date(0);
    expect(
      bookMarbles.output({ a: [new Decimal('1e30'), 2n ** 60n], level, date, none: undefined }),
    ).to.deep.equal({
      a: ['1000000000000000000000000000000', '1152921504606846976'],
      level: ['100', '1'],
      date,
    });
    expect(bookMarbles.output(E.right(new Decimal('1.5')))).to.deep.equal({ right: '1.5' });
    expect(bookMarbles.output(E.left({ _tag: 'insufficientDepth', wanted: new Decimal(2) }))).to.deep.equal({
      left: { _tag: 'insufficientDepth', wanted: '2' },
    });
    expect(bookMarbles.output({ bids: [{ before: level, after: undefined }], asks: [] })).to.deep.equal({
      bids: [['100', '1', null]],
      asks: [],
    });
    expect(bookMarbles.output({ bids: [level], asks: [], complete: false })).to.deep.equal({
      bids: [['100', '1']],
      asks: [],
      complete: false,
    });
    expect(
      bookMarbles.output({
        _tag: 'snapshotFailed',
        cause: { _tag: 'snapshotUnavailable', attempts: 1, error: new Error('no') },
      }),
    ).to.deep.equal({ snapshotFailed: 'no' });
  });

  it('gives a change of status its times: by default now, of a book that has just been heard of', () => {
    expect(read({ to: 'gap', from: 'live', cause: 'disconnected', reason: '', ageMs: 2 })).to.deep.equal({
      from: 'live',
      to: 'gap',
      cause: { _tag: 'disconnected', reason: '' },
      changedAt: 7,
      lastedMs: undefined,
      venueTime: undefined,
      receivedAt: 5,
      ageMs: 2,
    });
    expect(read({ from: 'gap', to: 'syncing', cause: 'noSnapshot' })).to.include({
      from: 'gap',
      changedAt: undefined,
      receivedAt: undefined,
      ageMs: undefined,
    });
  });

  it('takes the first of a side for its best, and shows where a consolidated quote contradicts that', () => {
    const quote = read({
      instrument: 'BTC-USD',
      bids: [{ level: ['100', '1'] }, { level: ['99', '1'], venue: 'v' }],
    }) as ConsolidatedQuote;
    expect(quote.bid).to.equal(quote.bids[0]);
    expect(quote.bid).to.deep.include({ venue: 'test', symbol: 'BTC-USD', receivedAt: 7 });
    expect(quote).to.include({ ask: undefined });
    expect(bookMarbles.output({ ...quote, bid: quote.bids[1], ask: quote.bids[0] }, AT)).to.deep.include({
      asks: [],
      bid: { level: ['99', '1'], venue: 'v' },
      ask: { level: ['100', '1'] },
    });
    expect(bookMarbles.output({ ...quote, bid: undefined }, AT)).to.include({ bid: null });
  });

  describe('refuses', () => {
    const faults: readonly (readonly [Json, string | RegExp])[] = [
      [
        { snapshott: 1 },
        /^the first key says what {"snapshott":1} is: one of snapshot, orderSnapshot, diff, orderDiff, trade, /,
      ],
      [{}, /^the first key says what {} is: one of /],
      [{ diff: 11, bid: [] }, /^bid: \[\] instead of no key 'bid' here: diff, previousId, bids, asks, /],
      [{ diff: -1 }, 'diff: -1 instead of an id: a number, or above 2^53 the text of its digits'],
      [{ diff: '5' }, 'diff: "5" instead of an id: a number, or above 2^53 the text of its digits'],
      [{ diff: [1] }, /^diff\[1\]: undefined instead of /],
      [{ diff: [1, 2, 3] }, 'diff: [1,2,3] instead of list of 2: [firstId, lastId]'],
      [{ diff: 1, bids: [['100', 1]] }, 'bids[0][1]: 1 instead of text of a decimal number at or above zero'],
      [
        { diff: 1, bids: [['-1', '1']] },
        'bids[0][0]: "-1" instead of text of a decimal number at or above zero',
      ],
      [{ diff: 1, bids: [['1', '1', '1']] }, 'bids[0]: ["1","1","1"] instead of list of 2: [price, size]'],
      [
        { diff: 1, receivedAt: -1, symbol: 2 },
        'receivedAt: -1 instead of milliseconds; symbol: 2 instead of string',
      ],
      [{ snapshot: 1, via: 'rest' }, /^via: "rest" instead of "stream" \| "request"/],
      [{ snapshot: 1, coverage: { levels: 2 } }, /^coverage.*maintained: undefined instead of boolean/],
      [{ trade: ['1', '1'] }, /^side: undefined instead of "buy" \| "sell"/],
      [
        { other: 'ticker', receivedAt: 1 },
        /^receivedAt: 1 instead of no key 'receivedAt' here: other, venue/,
      ],
      [{ refusal: 'no', code: '1' }, 'code: "1" instead of number'],
      [{ badFrame: [['p', '1']] }, /^badFrame\[0\]\[2\]: undefined instead of string/],
      [{ unknownFrame: null }, 'unknownFrame: null instead of string'],
      [{ snapshotRequested: false }, 'snapshotRequested: false instead of true'],
      [
        { interrupted: 'c', cause: 'diffGap' },
        'cause: "diffGap" instead of one of disconnected, connectionGap',
      ],
      [{ applied: { diff: 1, id: 2 } }, /^applied\.id: 2 instead of no key 'id' here/],
      [{ stale: 1 }, 'stale: 1 instead of an object with first key diff, orderDiff, snapshot, orderSnapshot'],
      [
        { joined: { diff: 1 } },
        /^joined: the first key says what {"diff":1} is: one of snapshot, orderSnapshot$/,
      ],
      [
        { joined: { snapshot: 1 }, diffs: [{ diff: 2 }, { diff: 'x' }] },
        /^diffs\[1\]\.diff: "x" instead of /,
      ],
      [{ held: { diff: 1, id: 2 }, waiting: 1 }, /^held\.id: 2 instead of no key 'id' here/],
      [
        { orderDiff: 1, changes: [{ done: 'a' }, { opened: 'b', side: 'buy', price: 1, size: '1' }] },
        /^changes\[1\]\.price: 1 instead of /,
      ],
      [{ orderDiff: 1, changes: [{ closed: 'a' }] }, /^changes\[0\]: the first key says what /],
      [{ orderSnapshot: 1, bids: [['a', '1']] }, /^bids\[0\]\[2\]: undefined instead of /],
      [{ gap: 'hole' }, /^gap: "hole" instead of one of diffGap, /],
      [{ gap: 'diffGap', last: 1, limit: 2 }, /^limit: 2 instead of no key 'limit' here: gap, last, /],
      [
        { status: 'fine' },
        'status: "fine" instead of one of syncing, live, gap, badChecksum, crossed, stale',
      ],
      [{ status: 'stale', cause: 'diffGap', last: 1 }, 'cause: "diffGap" instead of one of silent'],
      [{ status: 'live', cause: 'diff' }, /^book: undefined instead of object of /],
      [{ status: 'live', cause: 'diff', book: {}, lastBook: {} }, /^lastBook: {} instead of no key/],
      [{ status: 'stale', cause: 'silent', silentMs: 1, snapshotFailure: {} }, /^snapshotFailure: /],
      [
        { to: 'fine', cause: 'diff' },
        'to: "fine" instead of one of syncing, live, gap, badChecksum, crossed, stale',
      ],
      [{ to: 'live', cause: 'silent' }, 'cause: "silent" instead of one of snapshot, diff, trade, healed'],
      [
        { to: 'live', cause: 'diff', from: 'dead' },
        'from: "dead" instead of one of syncing, live, gap, badChecksum, crossed, stale',
      ],
      [{ to: 'live', cause: 'diff', book: {} }, /^book: {} instead of no key 'book' here: cause, to, from, /],
      [{ level: ['1'] }, /^level\[1\]: undefined instead of /],
      [
        { instrument: 'BTC-USD', bids: [['1', '1']] },
        /^bids\[0\]: \["1","1"\] instead of object of level, venue, /,
      ],
      [{ bids: [], completeTo: {} }, /^completeTo: {} instead of no key/],
      [{ input: 'filled' }, /^input: "filled" instead of one of submitRequested, submitAcknowledged, /],
      [{ input: 5 }, /^input: 5 instead of one of /],
      [{ event: 'created' }, /^the first key says what {"event":"created"} is: one of /],
      [{ order: 'open' }, /^the first key says what {"order":"open"} is: one of /],
      [{ input: 'clock', clientId: 'c1' }, 'clientId: "c1" instead of no such key: _tag, now'],
      [
        { input: 'submitAcknowledged', clientID: 'c1' },
        'clientID: "c1" instead of no such key: _tag, venue, symbol, clientId, venueId, venueTime, receivedAt',
      ],
      [{ input: 'submitRequested', terms: ['buy', '1', '2'] }, 'clientId: nothing instead of a text'],
      [{ input: 'submitRequested', clientId: 'c1' }, 'terms: nothing instead of an object'],
      [
        { input: 'submitRequested', clientId: 'c1', terms: ['buy', '1'] },
        'terms[2]: undefined instead of string',
      ],
      [{ input: 'submitRequested', clientId: 'c1', terms: ['buy', 1, '2'] }, 'terms[1]: 1 instead of string'],
      [
        { input: 'submitRequested', clientId: 'c1', terms: ['buy', '1', '2', '3'] },
        'terms: ["buy","1","2","3"] instead of list of 3: [side, amount, price]',
      ],
      [
        { input: 'submitRequested', clientId: 'c1', terms: ['bid', '1', '2'] },
        'terms.side: "bid" instead of one of buy, sell',
      ],
      [
        { input: 'submitRequested', clientId: 'c1', terms: ['buy', '1,5', '2'] },
        'terms.amount: "1,5" instead of the text of a decimal number',
      ],
      [
        { input: 'submitRequested', clientId: 'c1', terms: { side: 'buy', type: 'stop' } },
        'terms.type: "stop" instead of one of limit, limitMaker, market',
      ],
      [{ input: 'submitRefused', clientId: 'c1' }, 'reason: nothing instead of a text'],
      [{ input: 'orderReported', status: 'new' }, /^status: "new" instead of one of pending, open, /],
      [
        { input: 'orderReported', status: 'open', cumulativeBase: 40 },
        'cumulativeBase: 40 instead of the text of a decimal number',
      ],
      [
        { input: 'orderReported', status: 'open', sequence: 1.5 },
        'sequence: 1.5 instead of a whole number, or the text of its digits',
      ],
      [{ input: 'fill', venueId: 'v1' }, 'fill: nothing instead of an object'],
      [{ input: 'fill', fill: 't1' }, 'fill: "t1" instead of an object'],
      [{ input: 'fill', fill: ['t1', '40'] }, 'fill[2]: undefined instead of string'],
      [
        { input: 'fill', fill: ['t1', '40', '10', '0.1'] },
        'fill: ["t1","40","10","0.1"] instead of list of 3: [trade id, amount, price]',
      ],
      [
        { input: 'fill', fill: ['t1', 'NaN', '10'] },
        'fill.amount: "NaN" instead of the text of a decimal number',
      ],
      [
        { input: 'fill', fill: { amount: '40', price: '10' } },
        'fill: {"receivedAt":7,"amount":"40","price":"10"} instead of a fill with a tradeId or a cumulative amount',
      ],
      [
        { input: 'fill', fill: { tradeId: 't1', amount: '40', price: '10', fees: [['0.1', 'BNB']] } },
        'fill.fees[0]: ["0.1","BNB"] instead of an object',
      ],
      [{ input: 'fill', fill: ['t1', '40', '10'], side: 'bid' }, 'side: "bid" instead of one of buy, sell'],
      [{ input: 'cancelAcknowledged', final: 'yes' }, 'final: "yes" instead of true or false'],
      [{ input: 'amended', venueId: 'v2' }, 'previousVenueId: nothing instead of a text'],
      [{ input: 'notFound', clientId: 'c1' }, 'askedAt: nothing instead of a finite number'],
      [{ input: 'polled', askedAt: 1, fills: {} }, 'fills: {} instead of a list'],
      [
        { input: 'polled', askedAt: 1, fills: [['t1', '40', '10'], ['t2']] },
        'fills[1][1]: undefined instead of string; fills[1][2]: undefined instead of string',
      ],
      [
        { input: 'polled', askedAt: 1, fills: [['t1', '40', '1.'], 5] },
        'fills[0].price: "1." instead of the text of a decimal number',
      ],
    ];
    for (const [json, message] of faults) {
      it(JSON.stringify(json), () => {
        expect(() => read(json)).to.throw(MarbleJsonError, message);
      });
    }
  });
});
