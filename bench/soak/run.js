import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import sinon from 'sinon';

import { FAULTS, soakInProcess, soakOverSockets } from './soak.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const ms = Number(values.minutes) * 60_000;
const seed = Number(values.seed);
const results = new URL('../results/', import.meta.url);

/** @typedef {Awaited<ReturnType<typeof soakOverSockets>>} Soaked */

/** In virtual time: the clock goes on only by what is waited for. */
async function virtually() {
  const clock = sinon.useFakeTimers({
    now: Date.UTC(2026, 0, 5),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  const started = process.hrtime.bigint();
  try {
    const soaked = await soakInProcess({
      seed,
      ms,
      rest: async (time) => void (await clock.tickAsync(time)),
    });
    return { soaked, seconds: Number(process.hrtime.bigint() - started) / 1e9 };
  } finally {
    clock.restore();
  }
}

/** @param {string} name @param {Soaked} soaked @param {number} seconds */
const row = (name, soaked, seconds) => {
  const { audit } = soaked;
  const memory = soaked.memoryMiB;
  return [
    name,
    soaked.minutes,
    seconds.toFixed(0),
    soaked.messages,
    soaked.answers,
    soaked.connections,
    soaked.log['connectionLost'] ?? 0,
    soaked.log['callFailed'] ?? 0,
    soaked.versions,
    soaked.gaps,
    soaked.resyncs,
    audit.orders,
    audit.fills,
    soaked.events,
    audit.lost.length,
    audit.doubled.length,
    audit.wrong.length,
    audit.anomalies,
    soaked.balancesThatDiffer.length,
    memory[0]?.toFixed(1),
    memory.at(-1)?.toFixed(1),
    soaked.digest,
  ];
};

const HEADER = [
  'run', 'minutes', 'seconds it took', 'messages', 'answers', 'connections made', 'connections lost', 'calls that failed',
  'book versions', 'gaps', 'resyncs', 'orders', 'fills', 'events told', 'events lost', 'events doubled', 'events wrong',
  'anomalies told', 'balances that differ', 'MiB after a minute', 'MiB at the end', 'digest of the events',
]; // prettier-ignore

/** @type {(readonly unknown[])[]} */
const rows = [];
/** @type {Soaked[]} */
const all = [];
if (values.only !== 'sockets')
  for (const name of ['virtual time', 'virtual time, again']) {
    const { soaked, seconds } = await virtually();
    all.push(soaked);
    rows.push(row(name, soaked, seconds));
    console.log(rows.at(-1)?.join(' | '));
  }
if (values.only !== 'virtual') {
  const started = Date.now();
  const soaked = await soakOverSockets({
    seed,
    ms,
    rest: (time) => new Promise((resolve) => setTimeout(resolve, time)),
    everyMinute: (minute, memory) => console.log(`minute ${minute}: ${memory.toFixed(1)} MiB`),
  });
  all.push(soaked);
  rows.push(row('loopback sockets', soaked, (Date.now() - started) / 1000));
  console.log(rows.at(-1)?.join(' | '));
}
for (const { audit, balancesThatDiffer, log } of all) {
  console.log(JSON.stringify(log));
  for (const line of [...audit.lost, ...audit.doubled, ...audit.wrong, ...balancesThatDiffer].slice(0, 20))
    console.log(line);
}

const columns = HEADER.map((name, at) => `| ${name} | ${rows.map((cells) => cells[at]).join(' | ')} |`);
const text = `${new Date().toISOString().slice(0, 10)}, \`npm run soak -- --minutes ${values.minutes}\`, Node ${process.version}, seed ${seed}. Faults: \`${FAULTS}\`.

| | ${rows.map(() => '').join(' | ')} |
|---|${rows.map(() => '--:|').join('')}
${columns.join('\n')}
`;
mkdirSync(results, { recursive: true });
if (values.only === undefined) writeFileSync(new URL('soak.md', results), text);
const bad = all.some(
  ({ audit, balancesThatDiffer, open }) =>
    audit.lost.length + audit.doubled.length + audit.wrong.length + balancesThatDiffer.length + open > 0,
);
process.exitCode = bad ? 1 : 0;
