import { expect } from 'chai';
import { map } from 'rxjs';

import type { BestQuote } from '../../../src/book/index.js';
import {
  bookMarbles,
  MarbleAssertionError,
  MarbleFileError,
  marketOperators,
  parseMarbles,
  runMarbles,
  type MarbleOperators,
} from '../../../src/testing/index.js';

describe('marketOperators', () => {
  const run =
    (text: string, own: MarbleOperators = {}) =>
    () =>
      runMarbles(parseMarbles(text, 'case.txt'), { ...marketOperators, ...own }, bookMarbles);

  it('stand beside operators of your own, with the same codecs', () => {
    const bids = () => map(({ bid }: BestQuote) => bid?.price);
    run('-a-\na := {"bid":["100","1"]}\n\n> bids()\n\n-a-\na := "100"\n', { bids })();
    expect(run('-a-\na := {"bid":["100","1"]}\n\n> bids()\n\n-a-\na := "101"\n', { bids })).to.throw(
      MarbleAssertionError,
      '1: "100"',
    );
  });

  it('stamp messages with the virtual time, of a cold input too that is subscribed late', () => {
    run(
      '-a-b-\na := {"snapshot":null}\nb := {"diff":null,"receivedAt":2}\n\n> stampedLocally()\n\n' +
        '---a-b\na := {"joined":{"snapshot":null}}\nb := {"stale":{"diff":null,"receivedAt":2}}\n' +
        'subscription = --^\n',
    )();
  });

  it('corrupt texts only', () => {
    run(
      '-a-\na := {"diff":11}\n\n> corruptSome({"seed":1,"rate":1})\n\n-#\n# := "only texts can be corrupted here"\n',
    )();
  });

  describe('refuse', () => {
    const source = '-a-\na := {"diff":11}\n\n';
    const expected = '\n\n-\n';
    const faults = {
      'contiguous(1)': 'options: 1 instead of object of holdLimit, holdAfterGap',
      'contiguous({"holdLimt":1})':
        "options.holdLimt: 1 instead of no key 'holdLimt' here: holdLimit, holdAfterGap",
      'snapshotOnly({})': '1 arguments instead of ()',
      'contiguous({},{})': '2 arguments instead of (options)',
      'sequenceBy("mine")': 'rule: "mine" instead of ',
      'periodicSnapshots()': 'everyMs: undefined instead of milliseconds',
      'resync()': 'pipeline: undefined instead of ',
      'resync(["contiguous"])': 'the pipeline ends with contiguous instead of buildBook, ',
      'resync(["contiguos","buildBook"])':
        'unknown operator "contiguos" in a pipeline: known are contiguous, ',
      'orderBooks()': 'rule: undefined instead of ',
      'orderBooks("contiguous",{"staleMs":1})':
        "options.staleMs: 1 instead of no key 'staleMs' here: checksum, staleAfterMs, holdLimit, snapshots",
      'orderBooks("contiguous",{"snapshots":{"calmMs":1}})':
        "options.snapshots.calmMs: 1 instead of no key 'calmMs'",
      'orderBooks("contiguous",{"staleAfterMs":0})': 'RangeError',
      'orderBooks("contiguous",{"snapshots":{}})': 'asks for the input snapshots, which is not there',
      'marketMessages({})': '1 arguments instead of ()',
      'dropSome({"seed":1})': 'options.rate: undefined instead of number',
      'cutSome({"seed":1,"rate":1,"lose":[1]})': 'options.lose[1]: undefined instead of count',
      'delaySome({"seed":1,"rate":2,"delayMs":[1,1]})': 'RangeError: rate is not from 0 to 1: 2',
      'conflate()': 'takesMs: undefined instead of milliseconds',
      'boundedBuffer(1,2,"drop")': 'overflow: "drop" instead of ',
      'boundedBuffer(1,0,"fail")': 'RangeError: limit',
      'routeByInstrument([["depths"]])': 'levels: undefined instead of count',
    };
    for (const [call, reason] of Object.entries(faults)) {
      it(call, () => {
        expect(run(`${source}> ${call}${expected}`)).to.throw(MarbleFileError, reason);
      });
    }

    const book = '-a-\na := {"bids":[]}\n\n';
    const ofSymbol = '-a-\na := {"symbol":"BTC-USD","value":{"status":"syncing","cause":"noSnapshot"}}\n\n';
    const ofOrder = '-a-\na := {"input":"clock"}\n\n';
    const faultsOf = [
      [book, 'imbalances()', 'levels: undefined instead of count'],
      [book, 'imbalances(0)', 'RangeError: levels is no count above zero: 0'],
      [ofSymbol, 'perInstrument()', 'pipeline: undefined instead of '],
      [
        ofSymbol,
        'perInstrument(["depth"])',
        'unknown operator "depth" in a pipeline: known are contiguous, ',
      ],
      [ofSymbol, 'consolidatedQuotes()', 'options: undefined instead of object of instrumentOf'],
      [
        ofSymbol,
        'consolidatedQuotes({"instrumentOf":{"BTCUSD":1}})',
        'options.instrumentOf.BTCUSD: 1 instead of string',
      ],
      [ofOrder, 'eventsOfKind("fill")', 'kind: "fill" instead of '],
      [ofOrder, 'eventsOfOrder({"clientId":"c1"})', "no key 'clientId' here: by, id, venue, symbol"],
      [ofOrder, 'ordersInDoubt("lost")', 'kind: "lost" instead of '],
      [
        ofOrder,
        'venueIdWithin({"by":"clientId","id":"c1"},0)',
        'RangeError: limitMs is no time of a timer: 0',
      ],
      [ofOrder, 'withAges()', 'asks for the input clock, which is not there'],
      [ofOrder, 'replayOrders()', 'afterMs: undefined instead of milliseconds'],
    ] as const;
    for (const [input, call, reason] of faultsOf) {
      it(call, () => {
        expect(run(`${input}> ${call}${expected}`)).to.throw(MarbleFileError, reason);
      });
    }

    it('candles by two measures at once, by none, and of nothing', () => {
      const trade = '-a-\na := {"trade":["1","2"],"side":"buy"}\n\n';
      for (const [options, reason] of [
        ['{"everyMs":5,"everyTrades":2}', "no key 'everyTrades' here: everyMs, forming"],
        ['', 'options: undefined instead of '],
        ['{"everyTrades":0}', 'RangeError: everyTrades'],
      ] as const) {
        expect(run(`${trade}> candles(${options})${expected}`)).to.throw(MarbleFileError, reason);
      }
    });

    it('snapshots that nobody asks for', () => {
      expect(
        run(
          '-a-\na := {"diff":11}\n\n-s\ntitle = snapshots\ns := {"snapshot":10}\n\n> orderBooks("contiguous")\n\n' +
            '-Y\nY := {"symbol":"BTC-USD","value":{"status":"syncing","cause":"noSnapshot"}}\n',
        ),
      ).to.throw(MarbleFileError, 'orderBooks never asks for the input snapshots');
    });

    it('what is none of their inputs', () => {
      expect(run(`${source}> midPrices()${expected}`)).to.throw(
        MarbleFileError,
        `case.txt:1: 'a' of the source at frame 1: MarbleJsonError: the first key says what {"diff":11} is: one of bids, asks`,
      );
      const symbol = '-a-\na := {"symbol":"BTC-USD","value":{"bids":[]}}\n\n';
      expect(run(`${symbol}> consolidatedQuotes({"instrumentOf":{}})${expected}`)).to.throw(
        MarbleFileError,
        'the first key says what {"bids":[]} is: one of status',
      );
      expect(run(`${source}-a\ntitle = snapshots\n\n> periodicSnapshots(9)${expected}`)).to.throw(
        MarbleFileError,
        `case.txt:4: 'a' of snapshots at frame 1: MarbleJsonError: the first key says`,
      );
      expect(run('-a-\na := 5\n\n> contiguous()\n\n-\n')).to.throw(
        MarbleFileError,
        'MarbleJsonError: 5 instead of an object with first key snapshot, orderSnapshot, diff, orderDiff, trade, ',
      );
    });
  });
});
