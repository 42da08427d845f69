import { deflateRawSync } from 'node:zlib';

import { expect } from 'chai';
import fc from 'fast-check';

import { decodeFrame, type Inflate } from '../../../src/connector/index.js';
import { bittrexVenue } from '../../../src/exchanges/bittrex/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { faultTables, type FaultCase } from '../faultCases.js';
import { answerFrame, changed, faultsOfFrame, streamFrame } from '../frames.js';
import { bytesChanged, valueChanged } from '../mutations.js';
import {
  frameOf,
  HEADERS,
  markets,
  MARKETS_URL,
  message,
  orderBook,
  packed,
  pushed,
  refused,
  snapshot,
  SNAPSHOT_URL,
  trade,
  unauthenticated,
} from './payloads.js';

const LEVELS = 'list of { quantity, rate }';
const LEVEL = '{ quantity, rate }';
const PRICE = 'text of a price at or above zero';
const SIZE = 'text of a size at or above zero';
const ID = 'integer at or above zero, without loss';
const DECIMAL = 'text of a decimal number at or above zero';
const TIME = 'text of an ISO 8601 time in UTC';
const HEADER = 'text of an integer at or above zero';

const bittrex = bittrexVenue({ inflate: nodeInflate });
const cases = faultTables(bittrex);

/** Faults of a payload have the place of the payload before them. */
const inPayload = (all: readonly FaultCase[]): readonly FaultCase[] =>
  all.map(([field, value, path, ...rest]) => [
    field,
    value,
    path === '' ? 'M[0].A[0]' : `M[0].A[0].${path}`,
    ...rest,
  ]);

const faultsOf = (payload: unknown, venue = bittrex) => faultsOfFrame(venue, streamFrame(payload));

describe("Bittrex's bad frames name path, value and what was expected:", () => {
  cases(
    'orderBook',
    orderBook,
    inPayload([
      [['marketSymbol'], undefined, 'marketSymbol', 'undefined', 'string'],
      [['depth'], '500', 'depth', '"500"', 'number'],
      [['sequence'], '3209226', 'sequence', '"3209226"', ID],
      [['sequence'], -1, 'sequence', '-1', ID],
      [['sequence'], 2 ** 53, 'sequence', '9007199254740992', ID],
      [['bidDeltas'], undefined, 'bidDeltas', 'undefined', LEVELS],
      [['bidDeltas'], {}, 'bidDeltas', '{}', LEVELS],
      [['askDeltas', 0], ['0', '1'], 'askDeltas[0]', '["0","1"]', LEVEL],
      [['askDeltas', 0], null, 'askDeltas[0]', 'null', LEVEL],
      [['askDeltas', 0, 'rate'], undefined, 'askDeltas[0].rate', 'undefined', PRICE],
      [['askDeltas', 1, 'rate'], 32664.866, 'askDeltas[1].rate', '32664.866', PRICE],
      [['askDeltas', 1, 'rate'], '1e', 'askDeltas[1].rate', '"1e"', PRICE],
      [['askDeltas', 1, 'quantity'], '-0.1', 'askDeltas[1].quantity', '"-0.1"', SIZE],
      [['askDeltas', 1, 'quantity'], 0, 'askDeltas[1].quantity', '0', SIZE],
    ]),
    (payload) => streamFrame(frameOf('orderBook', payload)),
  );

  cases(
    'trade',
    trade,
    inPayload([
      [['marketSymbol'], 7, 'marketSymbol', '7', 'string'],
      [['deltas', 0, 'id'], 7, 'deltas[0].id', '7', 'string'],
      [['deltas', 0, 'executedAt'], '2020-08-17', 'deltas[0].executedAt', '"2020-08-17"', TIME],
      [['deltas', 1, 'quantity'], 2, 'deltas[1].quantity', '2', DECIMAL],
      [['deltas', 1, 'rate'], '-1', 'deltas[1].rate', '"-1"', DECIMAL],
      [['deltas', 1, 'takerSide'], 'buy', 'deltas[1].takerSide', '"buy"', '"BUY" | "SELL"'],
    ]),
    (payload) => streamFrame(frameOf('trade', payload)),
  );

  cases('messages', frameOf('orderBook', orderBook), [
    [['M'], null, 'M', 'null', 'list of messages'],
    [['M', 0], 'text', 'M[0]', '"text"', 'message of a hub'],
    [['M', 0, 'H'], undefined, 'M[0].H', 'undefined', 'string'],
    [['M', 0, 'M'], 7, 'M[0].M', '7', 'string'],
    [['M', 0, 'A'], 'text', 'M[0].A', '"text"', 'UnknownArray'],
    [['M', 0, 'A', 0], null, 'M[0].A[0]', 'null', 'base64 text'],
    [['M', 0, 'A', 0], { deep: [] }, 'M[0].A[0]', '{"deep":[]}', 'base64 text'],
    [['M', 0, 'A', 0], 'no base64', 'M[0].A[0]', '"no base64"', 'base64 text'],
    [['M', 0, 'A', 0], 'AAA', 'M[0].A[0]', '"AAA"', 'base64 text'],
    [['M', 0, 'A', 0], '', 'M[0].A[0]', '""', 'base64 of deflate data (unexpected end of file)'],
    [['M', 0, 'A', 0], '////', 'M[0].A[0]', '"////"', 'base64 of deflate data (invalid block type)'],
  ]);

  cases('answers', refused, [
    [['I'], null, 'I', 'null', 'string', 'number'],
    [['E'], 7, 'E', '7', 'string'],
    [['R', 1, 'Success'], 'no', 'R[1].Success', '"no"', 'boolean'],
    [['R', 2, 'ErrorCode'], 7, 'R[2].ErrorCode', '7', 'string', 'null'],
  ]);

  cases('one outcome', unauthenticated, [[['R', 'Success'], null, 'R.Success', 'null', 'boolean']]);

  cases(
    'a snapshot',
    snapshot,
    [
      [['bid'], undefined, 'bid', 'undefined', LEVELS],
      [['ask', 0, 'rate'], '', 'ask[0].rate', '""', PRICE],
      [['bid', 1, 'quantity'], null, 'bid[1].quantity', 'null', SIZE],
    ],
    (payload) => ({ ...answerFrame(SNAPSHOT_URL, payload), headers: HEADERS }),
  );

  cases(
    'markets',
    markets,
    [
      [[0, 'symbol'], undefined, '[0].symbol', 'undefined', 'string'],
      [[1, 'baseCurrencySymbol'], 1, '[1].baseCurrencySymbol', '1', 'string'],
      [[1, 'quoteCurrencySymbol'], null, '[1].quoteCurrencySymbol', 'null', 'string'],
      [[1, 'status'], undefined, '[1].status', 'undefined', 'string'],
    ],
    (payload) => answerFrame(MARKETS_URL, payload),
  );

  describe('the header of a snapshot', () => {
    const headerFaults = (headers: Readonly<Record<string, string>> | undefined) =>
      faultsOfFrame(bittrex, { ...answerFrame(SNAPSHOT_URL, snapshot), ...(headers && { headers }) });

    it('that is not there', () => {
      const missing = [{ path: 'headers.Sequence', value: 'undefined', expected: HEADER }];
      expect(headerFaults(undefined)).to.deep.equal(missing);
      expect(headerFaults({ Date: HEADERS.Date, 'X-Sequence': '1' })).to.deep.equal(missing);
    });

    for (const value of ['', 'abc', '-1', '1.5', '1, 1', '0x10', '9007199254740993']) {
      it(`that is ${JSON.stringify(value)}`, () => {
        expect(headerFaults({ sequence: value })).to.deep.equal([
          { path: 'headers.Sequence', value: JSON.stringify(value), expected: HEADER },
        ]);
      });
    }
  });

  describe('what a payload inflates to', () => {
    const jsonFault = (text: string) =>
      faultsOf(pushed(message('orderBook', packed(orderBook), packed(text))));

    for (const [text, shown] of [
      ['', '""'],
      ['{"marketSymbol":', '"{\\"marketSymbol\\":"'],
      [`${JSON.stringify({ a: 1 })}x`, '"{\\"a\\":1}x"'],
      ['undefined', '"undefined"'],
    ] as const) {
      it(`that is no JSON: ${JSON.stringify(text)}`, () => {
        const [fault, ...more] = jsonFault(text);
        expect([fault?.path, fault?.value, more]).to.deep.equal(['M[0].A[1]', shown, []]);
        expect(fault?.expected).to.match(/^JSON \(.*JSON.*\)$/);
      });
    }

    it('that is no object', () => {
      for (const text of ['null', '5', '[]', '"text"']) {
        const faults = jsonFault(text);
        expect(faults.map(({ path }) => path)).to.not.include('');
        expect(faults[0]?.path).to.match(/^M\[0\]\.A\[1\]/);
      }
    });

    it('with bytes after its end', () => {
      const bytes = Buffer.concat([Buffer.from(packed(orderBook), 'base64'), Buffer.from('more')]);
      expect(faultsOf(pushed(message('orderBook', bytes.toString('base64'))))).to.deep.equal([
        {
          path: 'M[0].A[0]',
          value: `${JSON.stringify(packed(orderBook)).slice(0, 80)}...`,
          expected: 'base64 of deflate data (4 bytes after the end)',
        },
      ]);
    });

    it('that is no UTF-8', () => {
      const bytes = deflateRawSync(Buffer.from([0x22, 0xff, 0x22])).toString('base64');
      const [fault] = faultsOf(pushed(message('trade', bytes)));
      expect(fault?.path).to.equal('M[0].A[0]');
      expect(fault?.expected).to.match(/^base64 of deflate data \(.*not valid.*\)$/);
    });

    it('where the port throws anything', () => {
      const throwing: Inflate = {
        gunzip: nodeInflate.gunzip,
        inflateRaw: () => {
          throw 'broken'; // oxlint-disable-line typescript/only-throw-error
        },
      };
      expect(faultsOf(frameOf('trade', trade), bittrexVenue({ inflate: throwing }))).to.deep.equal([
        {
          path: 'M[0].A[0]',
          value: `${JSON.stringify(packed(trade)).slice(0, 80)}...`,
          expected: 'base64 of deflate data (broken)',
        },
      ]);
    });
  });

  it('the place of the message and of the payload in it', () => {
    const good = packed(orderBook);
    const bad = packed(changed(orderBook, ['sequence'], null));
    const frame = pushed(message('ticker'), message('orderBook', good, good, bad, 'not reached'));
    expect(faultsOf(frame)).to.deep.equal([{ path: 'M[1].A[2].sequence', value: 'null', expected: ID }]);
  });

  it('frames that are no object', () => {
    for (const text of ['null', '5', '[]', '"text"']) {
      expect(faultsOf(text)).to.deep.equal([{ path: '', value: text, expected: 'object of SignalR' }]);
    }
  });

  it('payloads nested deeper than the stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(faultsOf(frameOf('orderBook', `{"bidDeltas":${deep}}`)).length).to.be.above(0);
  });

  it('whatever a payload inflates to: a book message, or a fault within the payload', () => {
    const texts = fc.constantFrom(JSON.stringify(orderBook), JSON.stringify(trade));
    const frames = fc
      .tuple(fc.constantFrom('orderBook', 'trade'), fc.oneof(bytesChanged(texts), valueChanged(texts)))
      .map(([name, text]) => streamFrame(frameOf(name, text)));
    fc.assert(
      fc.property(frames, (frame) => {
        for (const content of decodeFrame(bittrex, frame)) {
          if (content._tag === 'other') expect(content.kind).to.match(/^orderbook_/);
          else expect(content._tag).to.be.oneOf(['diff', 'trade', 'badFrame']);
          if (content._tag !== 'badFrame') continue;
          for (const { path } of content.faults) expect(path).to.match(/^M\[0\]\.A\[0\]/);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
