import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';
import {
  concat,
  ignoreElements,
  lastValueFrom,
  merge,
  NEVER,
  of,
  takeUntil,
  tap,
  timer,
  type Observable,
} from 'rxjs';

import type { BookState } from '../../src/book/index.js';
import { marketData, type HttpAnswer, type SocketEvent } from '../../src/connector/index.js';
import type { Frame } from '../../src/domain/frame.js';
import { venueSymbol, type VenueSymbol } from '../../src/domain/ids.js';
import { binanceAt } from '../../src/exchanges/binance/index.js';
import { bookSha256 } from '../../src/journal/bookDigest.js';
import { readRecording, recordPorts, replayBooks, writeRecording } from '../../src/journal/index.js';
import { startVenue } from '../../src/sim/node/index.js';
import { httpRequests, webSockets } from '../../src/transport/index.js';

/** A recorder that keeps what it is told. */
function keeper() {
  const frames: Frame[] = [];
  const others: string[] = [];
  return {
    frames,
    others,
    recorder: {
      frame: (frame: Frame) => void frames.push(frame),
      connected: (connection: string, url: string) => void others.push(`${connection} connected ${url}`),
      sent: (connection: string, text: string) => void others.push(`${connection} sent ${text}`),
    },
  };
}

/** A socket that sends all it is given, and then tells these. */
const socketOf =
  (...events: readonly SocketEvent[]) =>
  ({ send$ }: { readonly send$: Observable<string> }): Observable<SocketEvent> =>
    concat(send$.pipe(ignoreElements()), of(...events));

const message = (text: string, bytes?: Uint8Array): SocketEvent => ({
  _tag: 'socketMessage',
  text,
  bytes,
  receivedAt: 2,
});

const answer = (status: number, body = '{}'): HttpAnswer => ({
  _tag: 'httpAnswer',
  status,
  headers: { sequence: '7', 'set-cookie': 'mine' },
  body,
  sentAt: 1,
  receivedAt: 3,
});

describe('recordPorts', () => {
  it('tells all that goes over connections, each under a name of its own, before whoever asked hears it', () => {
    const { frames, others, recorder } = keeper();
    const bytes = new Uint8Array([1, 2]);
    const socket = socketOf({ _tag: 'socketOpened', openedAt: 1 }, message('a'), message('', bytes));
    const ports = recordPorts({ http: () => NEVER, socket }, recorder);
    const heard: string[] = [];
    for (const url of ['ws://x/1', 'ws://x/2'])
      ports
        .socket({ url, send$: of('hello') })
        .subscribe(({ _tag }) => heard.push(`${_tag} after ${frames.length}`));
    expect(frames).to.deep.equal([
      { text: 'a', via: 'stream', connection: 'ws 1', receivedAt: 2 },
      { text: '', bytes, via: 'stream', connection: 'ws 1', receivedAt: 2 },
      { text: 'a', via: 'stream', connection: 'ws 2', receivedAt: 2 },
      { text: '', bytes, via: 'stream', connection: 'ws 2', receivedAt: 2 },
    ]);
    expect(heard.slice(0, 3)).to.deep.equal([
      'socketOpened after 0',
      'socketMessage after 1',
      'socketMessage after 2',
    ]);
    expect(others).to.deep.equal([
      'ws 1 sent hello',
      'ws 1 connected ws://x/1',
      'ws 2 sent hello',
      'ws 2 connected ws://x/2',
    ]);
  });

  it('tells answers whose status says that they are ones, without cookies', () => {
    const { frames, recorder } = keeper();
    for (const status of [200, 204, 199, 304, 429, 500])
      recordPorts({ http: () => of(answer(status)), socket: () => NEVER }, recorder)
        .http({ method: 'GET', url: `http://x/${status}`, timeLimitMs: 1 })
        .subscribe();
    expect(frames).to.deep.equal(
      ['http://x/200', 'http://x/204'].map((connection) => ({
        text: '{}',
        via: 'request',
        connection,
        receivedAt: 3,
        headers: { sequence: '7' },
      })),
    );
  });

  it('tells nothing that is to be taken out: not in bodies, addresses, headers or what is sent', () => {
    const { frames, others, recorder } = keeper();
    const redact = (text: string): string => text.replaceAll('hidden', '*').replaceAll('7', '*');
    const socket = socketOf({ _tag: 'socketOpened', openedAt: 1 }, message('hidden a'));
    const ports = recordPorts({ http: () => of(answer(200, 'hidden b')), socket }, recorder, redact);
    ports.socket({ url: 'ws://hidden', send$: of('hidden c') }).subscribe();
    ports.http({ method: 'GET', url: 'http://hidden', timeLimitMs: 1 }).subscribe();
    expect(JSON.stringify([frames, others])).to.not.match(/hidden|"7"/);
    expect(others).to.deep.equal(['ws 1 sent * c', 'ws 1 connected ws://*']);
  });
});

describe('recordPorts, told nothing of secrets', () => {
  it('takes out what an account proves itself with, by the names that it goes by', () => {
    const { frames, others, recorder } = keeper();
    const key = 'abcdefghij'.repeat(6);
    const body = JSON.stringify({ listenKey: key, price: '1' });
    const ports = recordPorts(
      { http: () => of(answer(200, body)), socket: socketOf({ _tag: 'socketOpened', openedAt: 1 }) },
      recorder,
    );
    const asked = JSON.stringify({
      method: 'x',
      params: { apiKey: 'mykey', symbol: 'A', signature: 'mysign' },
    });
    ports.socket({ url: `wss://x:9443/ws/${key}`, send$: of(asked) }).subscribe();
    const url = 'http://x/order?symbol=A&timestamp=1&signature=mysign';
    ports.http({ method: 'POST', url, timeLimitMs: 1 }).subscribe();
    expect(others).to.deep.equal([
      'ws 1 sent {"method":"x","params":{"apiKey":"[secret]","symbol":"A","signature":"[secret]"}}',
      'ws 1 connected wss://x:9443/ws/[secret]',
    ]);
    expect(frames.map(({ connection, text }) => [connection, text])).to.deep.equal([
      ['http://x/order?symbol=A&timestamp=1&signature=[secret]', '{"listenKey":"[secret]","price":"1"}'],
    ]);
  });

  it('leaves what venues send as it is', () => {
    const { frames, recorder } = keeper();
    const text = `{"A":"${'QUJDRA'.repeat(20)}","key":"1","sig":"2","api":"3"}`;
    recordPorts({ http: () => NEVER, socket: socketOf(message(text)) }, recorder)
      .socket({ url: 'wss://x/stream?streams=btcusdt@depth', send$: of() })
      .subscribe();
    expect(frames.map((frame) => frame.text)).to.deep.equal([text]);
  });
});

describe('writeRecording', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'orderflow-record-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const origin = { exchange: 'binance', symbols: ['BTC-USDT'], now: () => 1_000 };

  for (const name of ['A.ndjson', 'A.ndjson.gz'])
    it(`writes ${name}, which reads again, and what its connections were beside it`, async () => {
      const file = join(folder, name);
      const { frames, recorder } = keeper();
      const writer = writeRecording(file, origin);
      const both = {
        ...recorder,
        frame: (frame: Frame) => (recorder.frame(frame), writer.recorder.frame(frame)),
      };
      recordPorts(
        { http: () => of(answer(200)), socket: socketOf(message('a'), message('', new Uint8Array([9]))) },
        both,
      )
        .socket({ url: 'ws://x', send$: of() })
        .subscribe();
      const { recorder: told } = writer;
      told.connected(frames[0]!.connection, 'ws://x');
      told.sent(frames[0]!.connection, 'hello');
      expect(await writer.close()).to.deep.equal({ frames: 2, connections: 1 });
      const read: Frame[] = [];
      await lastValueFrom(readRecording(file).pipe(tap((frame) => read.push(frame))));
      expect(
        read.map(({ text, bytes, receivedAt }) => [text, bytes && [...bytes], receivedAt]),
      ).to.deep.equal([
        ['a', undefined, 2],
        ['', [9], 2],
      ]);
      expect(JSON.parse(readFileSync(join(folder, 'A.meta.json'), 'utf8'))).to.deep.equal({
        name: 'binance',
        exchange: 'binance',
        date: '1970-01-01',
        version: 1,
        symbols: ['BTC-USDT'],
        frames: 2,
        connections: { 'ws 1': { url: 'ws://x', t: 1_000 } },
        sent: [{ t: 1_000, conn: 'ws 1', raw: 'hello' }],
      });
    });

  it('writes over nothing that is there, and makes nothing where it cannot', () => {
    const file = join(folder, 'A.ndjson');
    writeFileSync(join(folder, 'A.meta.json'), 'mine');
    expect(() => writeRecording(file, origin)).to.throw('A.meta.json: there is one already');
    writeFileSync(file, 'mine');
    expect(() => writeRecording(file, origin)).to.throw('A.ndjson: there is one already');
    expect(readFileSync(file, 'utf8')).to.equal('mine');
    expect(() => writeRecording(join(folder, 'none', 'A.ndjson'), origin)).to.throw('ENOENT');
  });

  it('records live books that replay to the same ones', async function () {
    this.timeout(30_000);
    const symbols = [venueSymbol('BTCUSDT'), venueSymbol('ETHUSDT')];
    const sim = await startVenue({ seed: 5 });
    const stream = sim.streamUrl;
    const venue = binanceAt({ rest: sim.restUrl, stream, wsApi: sim.apiUrl });
    const file = join(folder, 'BINANCE.ndjson.gz');
    const writer = writeRecording(file, origin);
    const ports = recordPorts({ socket: webSockets(), http: httpRequests() }, writer.recorder);
    const data = marketData(venue, ports, { random: () => 0.5 });
    const last = new Map<VenueSymbol, BookState>();
    const books = symbols.map((symbol) => data.book(symbol).pipe(tap((state) => last.set(symbol, state))));
    await lastValueFrom(merge(...books).pipe(takeUntil(timer(2_500))));
    await writer.close();
    await sim.stop();
    const { books: replayed } = await lastValueFrom(readRecording(file).pipe(replayBooks(venue)));
    const live = symbols.map((symbol) => {
      const state = last.get(symbol);
      return [symbol, state?.status === 'live' ? bookSha256(state.book) : state?.status];
    });
    expect(replayed.map(({ symbol, end }) => [symbol, end?.book_sha256])).to.deep.equal(live);
    expect(replayed.every(({ diffs_applied }) => diffs_applied > 5)).to.equal(true);
  });
});
