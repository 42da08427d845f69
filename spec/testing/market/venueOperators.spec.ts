import { expect } from 'chai';

import { binance } from '../../../src/exchanges/binance/index.js';
import {
  bookMarbles,
  MarbleAssertionError,
  MarbleFileError,
  parseMarbles,
  runMarbles,
  venueOperators,
} from '../../../src/testing/index.js';

const diffOf = (first: number, last: number) =>
  JSON.stringify({ ws: { e: 'depthUpdate', E: 1, s: 'BNBBTC', U: first, u: last, b: [], a: [] } });

const SNAPSHOT_URL = 'https://api.binance.com/api/v3/depth?symbol=BNBBTC&limit=1000';
const answer = (url: string, body: unknown = { lastUpdateId: 10, bids: [], asks: [] }) =>
  JSON.stringify({ http: url, body });

const LIVE = (lastId: number, more: object = {}) =>
  JSON.stringify({
    symbol: 'BNBBTC',
    value: { status: 'live', ...more, book: { bids: [], asks: [], lastId, venueTime: 1 } },
  });

describe('venueOperators', () => {
  const run = (text: string) => () =>
    runMarbles(parseMarbles(text, 'case.txt'), venueOperators(binance), bookMarbles);

  it('read frames as they are on the wire, with times of the diagram unless it says others', () => {
    const text = [
      '-a-b-c-|',
      'a := {"ws":"{\\"result\\":null,\\"id\\":1}"}',
      'b := {"ws":{"e":"24hrTicker"},"connection":"d","receivedAt":7}',
      'c := {"ws":"no JSON","connection":"d","receivedAt":7.5}',
      '',
      '> decode()',
      '',
      '-a-b-c-|',
      'a := {"other":"reply"}',
      'b := {"other":"24hrTicker"}',
      'c := {"badFrame":[["","\\"no JSON\\"","JSON (Unexpected token \'o\', \\"no JSON\\" is not valid JSON)"]],' +
        '"excerpt":"no JSON","connection":"d","receivedAt":7.5}',
      '',
    ].join('\n');
    run(text)();
    expect(run(text.replace('"24hrTicker"}\nc', '"kline"}\nc'))).to.throw(MarbleAssertionError, '24hrTicker');
  });

  it('put the texts of streams on the wire as the venue does, and no others', () => {
    const text = (kind: string) =>
      '-a-b-c-|\na := {"ws":{"e":"KLINE"}}\n' +
      'b := {"http":"https://api.binance.com/api/v3/time","body":{"code":-1,"msg":"NO"}}\n' +
      'c := {"interrupted":"c","cause":"disconnected","reason":"CLOSED"}\n\n> decode()\n\n-a-b-c-|\n' +
      `a := {"other":"${kind}"}\nb := {"refusal":"NO","code":-1}\n` +
      'c := {"interrupted":"c","cause":"disconnected","reason":"CLOSED"}\n';
    const wireText = (written: string) => written.replace('KLINE', 'kline');
    runMarbles(parseMarbles(text('kline'), 'case.txt'), venueOperators(binance, { wireText }), bookMarbles);
  });

  it('read interruptions among the frames', () => {
    run(
      '-a-\na := {"interrupted":"c","cause":"disconnected","reason":"closed"}\n\n> decode()\n\n' +
        '-a-\na := {"interrupted":"c","cause":"disconnected","reason":"closed"}\n',
    )();
  });

  it('answer a request by the next frame from the URL that was asked, as a frame of the venue', () => {
    const others = [
      answer('https://api.binance.com/api/v3/depth?symbol=ETHBTC&limit=1000'),
      answer(SNAPSHOT_URL),
    ];
    run(
      `-a-----|\na := ${diffOf(11, 12)}\n\n--x-s-\ntitle = snapshots\nhot\nx := ${others[0]}\ns := ${others[1]}\n` +
        `subscription = -^--!\n\n> books({"snapshots":{"firstDelayMs":2}})\n\n` +
        `-Y--S--|\nY := {"symbol":"BNBBTC","value":{"status":"syncing","cause":"noSnapshot"}}\n` +
        `S := ${LIVE(12, { cause: 'snapshot', ageMs: 3 })}\n`,
    )();
  });

  it('take an answer that is no snapshot for a failure', () => {
    const refused = answer(SNAPSHOT_URL, { code: -1003, msg: 'Too many requests' });
    run(
      `-a----|\na := ${diffOf(11, 12)}\n\n--s--\ntitle = snapshots\nhot\ns := ${refused}\n\n` +
        `> books({"snapshots":{"firstDelayMs":9}})\n\n-YF---|\n` +
        `Y := {"symbol":"BNBBTC","value":{"status":"syncing","cause":"noSnapshot"}}\n` +
        `F := {"symbol":"BNBBTC","value":{"status":"syncing","cause":"snapshotUnavailable",` +
        `"error":{"_tag":"refusal","code":-1003,"message":"Too many requests"},"attempts":1}}\n`,
    )();
  });

  it('keep the options of books', () => {
    run(
      `-a-b-\na := ${diffOf(11, 12)}\nb := ${diffOf(13, 14)}\n\n> books({"holdLimit":1})\n\n` +
        `-Y-G-\nY := {"symbol":"BNBBTC","value":{"status":"syncing","cause":"noSnapshot"}}\n` +
        `G := {"symbol":"BNBBTC","value":{"status":"gap","cause":"holdOverflow","limit":1}}\n`,
    )();
  });

  it('refuse what they do not know', () => {
    const frame = '-a-\na := {"ws":{}}\n\n';
    expect(run(`${frame}> books({"depth":5})\n\n-\n`)).to.throw(MarbleFileError, "no key 'depth' here");
    expect(run('-a-\na := {"frame":5}\n\n> decode()\n\n-\n')).to.throw(
      MarbleFileError,
      'one of ws, http, interrupted',
    );
    expect(run('-a-\na := {"ws":{},"header":1}\n\n> decode()\n\n-\n')).to.throw(MarbleFileError, 'header');
  });
});
