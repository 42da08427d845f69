// The exchange, a process of its own: Binance's combined stream and the REST answers that a connector asks for, on loopback.
// Whoever receives has a path of its own before those of the venue. Arguments: the scenario as JSON, the seed.
import { createServer } from 'node:http';
import { setImmediate } from 'node:timers/promises';

import { WebSocketServer } from 'ws';

import { mulberry32 } from '../traffic/mulberry32.js';
import { answer } from './childProcess.js';
import { machineNs } from './clock.js';
import { MovingMarket } from './movingMarket.js';
import { schedules } from './schedules.js';

/** @typedef {{ path: string, socket: import('node:net').Socket, symbols: Set<string> }} Connection */

const market = new MovingMarket(JSON.parse(String(process.argv[2])), Number(process.argv[3]));
/** @type {Set<Connection>} */ const connections = new Set();
/** @type {import('./movingMarket.js').Chunk | undefined} */ let chunk;

const server = createServer(({ url }, response) => {
  const { pathname, searchParams } = new URL(String(url), 'http://localhost');
  const body = bodyOf(pathname.slice(pathname.lastIndexOf('/') + 1), searchParams);
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body);
});

/** @param {string} endpoint @param {URLSearchParams} parameters */
function bodyOf(endpoint, parameters) {
  if (endpoint === 'depth') return market.snapshot(String(parameters.get('symbol')));
  if (endpoint === 'time') return JSON.stringify({ serverTime: Date.now() });
  if (endpoint !== 'exchangeInfo') return undefined;
  const symbols = market.instruments.map(({ symbol, base, quote }) => ({
    symbol,
    status: 'TRADING',
    baseAsset: base,
    quoteAsset: quote,
    orderTypes: ['LIMIT'],
    filters: [],
  }));
  return JSON.stringify({ symbols });
}

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, { url, socket: tcp }) => {
  const connection = { path: String(url).split('/')[1] ?? '', socket: tcp, symbols: new Set() };
  connections.add(connection);
  socket.on('close', () => connections.delete(connection));
  socket.onmessage = ({ data }) => {
    if (typeof data !== 'string') return;
    const { method, params, id } = JSON.parse(data);
    for (const stream of params) {
      const symbol = stream.split('@')[0].toUpperCase();
      if (method === 'SUBSCRIBE') connection.symbols.add(symbol);
      else connection.symbols.delete(symbol);
    }
    socket.send(JSON.stringify({ result: null, id }));
  };
});

/** What each connection of a path is to be sent of the chunk: by the streams that it is subscribed to. @param {string} path */
function parts(path) {
  if (chunk === undefined) throw new Error('nothing is prepared');
  const { bytes, ends, instrumentOf } = chunk;
  const those = [...connections].filter((connection) => connection.path === path);
  const partOf = market.instruments.map(({ symbol }) =>
    those.findIndex(({ symbols }) => symbols.has(symbol)),
  );
  if (partOf.includes(-1)) throw new Error(`${path} is not subscribed to all`);
  if (those.length === 1 && those[0]) return [{ ...those[0], bytes, ends, frames: undefined }];
  return those.map((connection, part) => {
    const frames = Array.from(instrumentOf.keys()).filter((i) => partOf[Number(instrumentOf[i])] === part);
    const pieces = frames.map((i) => bytes.subarray(i === 0 ? 0 : ends[i - 1], ends[i]));
    let used = 0;
    const own = Uint32Array.from(pieces, ({ length }) => (used += length));
    return { ...connection, bytes: Buffer.concat(pieces), ends: own, frames };
  });
}

/** Sends the chunk as fast as it is taken. @param {string} path */
async function blast(path) {
  const piece = 1 << 17;
  await Promise.all(
    parts(path).map(async ({ socket, bytes }) => {
      for (let at = 0; at < bytes.length; at += piece)
        await new Promise((resolve) => socket.write(bytes.subarray(at, at + piece), resolve));
    }),
  );
}

/**
 * Sends each message at its due time, whether those before it were taken or not: gaps are exponential. Gives the due times by
 * connection, in nanoseconds of the machine's clock, and how late each was written.
 *
 * @param {{ path: string, perSecond: number, seed: number }} pace
 */
async function pace({ path, perSecond, seed }) {
  const all = parts(path);
  const count = Number(chunk?.ends.length);
  const random = mulberry32(seed);
  const due = new Float64Array(count);
  const lateNs = new Float64Array(count);
  const { waitedUs: waitedBefore } = schedules();
  const sleeping = new Int32Array(new SharedArrayBuffer(4));
  let gaps = 0;
  for (let i = 0; i < count; i++) due[i] = gaps += (-Math.log(1 - random()) * 1e9) / perSecond;
  // Frames of each connection by their place in the chunk.
  const places = all.map(({ frames }) => frames ?? Array.from(due.keys()));
  const next = all.map(() => 0);
  // Nothing is due while all this is made.
  const startAt = machineNs() + 5e6;
  for (let i = 0; i < count; i++) due[i] = Number(due[i]) + startAt;
  let turnAt = machineNs();
  for (let sent = 0; sent < count;) {
    const now = machineNs();
    const restNs = Number(due[sent]) - now;
    if (restNs > 0) {
      // Sleeps shorter than it has to, then looks again and again.
      if (restNs > 200_000) Atomics.wait(sleeping, 0, 0, (restNs - 120_000) / 1e6);
    } else {
      let until = sent + 1;
      while (until < count && Number(due[until]) <= now) until++;
      for (let i = sent; i < until; i++) lateNs[i] = now - Number(due[i]);
      sent = until;
      all.forEach(({ socket, bytes, ends }, part) => {
        const from = Number(next[part]);
        const own = /** @type {number[]} */ (places[part]);
        let to = from;
        while (to < own.length && Number(own[to]) < until) to++;
        if (to === from) return;
        next[part] = to;
        socket.write(bytes.subarray(from === 0 ? 0 : ends[from - 1], ends[to - 1]));
      });
    }
    if (now - turnAt > 1e6 || all.some(({ socket }) => socket.writableLength > 0)) {
      await setImmediate();
      turnAt = machineNs();
    }
  }
  return {
    lanes: all.map(({ symbols }, part) => ({
      symbols: [...symbols],
      due: Float64Array.from(/** @type {number[]} */ (places[part]), (i) => Number(due[i])),
    })),
    lateNs,
    waitedUs: schedules().waitedUs - waitedBefore,
  };
}

answer({
  listen: () => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address()))),
  symbols: () => market.instruments.map(({ symbol }) => symbol),
  /** Makes the next messages, which every path is to be sent before the ones after. */
  prepare: (/** @type {number} */ count) => {
    chunk = market.next(count);
    const { bytes, quotes, changes } = chunk;
    return { bytes: bytes.length, quotes, changes };
  },
  blast,
  pace,
  sums: () => market.sums(),
  topSums: (/** @type {number} */ levels) => market.sums(levels),
});
