/** @typedef {import('../report/summary.js').Spread} Spread */
/** @typedef {import('./measureMemory.js').OrdersMemory} OrdersMemory */
/** @typedef {import('./measureJournal.js').Written} Written */

/**
 * @typedef {object} OrdersReport
 * @property {string} date
 * @property {'quick' | 'full'} mode
 * @property {number} repeats
 * @property {number} orders
 * @property {ReturnType<typeof import('../report/machine.js').machine>} machine
 * @property {number} loadBefore load average of the last minute
 * @property {number} loadAfter
 * @property {import('./suite.js').Times | undefined} times
 * @property {readonly OrdersMemory[] | undefined} memory
 * @property {readonly { orders: number, turn: number, open: number, written: readonly Written[] }[] | undefined} journal
 */

/** @param {Spread} spread @param {number} digits */
const between = ({ min, max }, digits) => `${min.toFixed(digits)}-${max.toFixed(digits)}`;
/** @param {number} value */
const grouped = (value) => Math.round(value).toLocaleString('en-US');
/** Two digits below 10, none after the point above 100. @param {number} value */
const ratio = (value) => (value >= 100 ? grouped(value) : value.toPrecision(value < 10 ? 2 : 3));
/** @param {number} nanoseconds */
const micros = (nanoseconds) => (nanoseconds / 1000).toFixed(2);

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
const table = (head, rows) => [
  '',
  `| ${head.join(' | ')} |`,
  `|${head.map((_, i) => (i === 0 ? '---' : '--:')).join('|')}|`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
];

/** @param {OrdersReport} report */
export function ordersMarkdown({ machine, times, memory, journal, ...report }) {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  const lines = [
    `${report.date}, \`--orders --${report.mode}\`: ${grouped(report.orders)} orders, ${report.repeats} repeats, medians and ` +
      `min-max. ${machine.cpu}, ${machine.cores} cores, load average ${report.loadBefore.toFixed(1)} at the beginning, ` +
      `${report.loadAfter.toFixed(1)} at the end. Node ${machine.node}, ${packages.join(', ')}.`,
    ...(times ?? []).flatMap(timesLines),
    ...(times === undefined ? [] : growthLines(times)),
    ...(memory === undefined ? [] : memoryLines(memory)),
    ...[...new Set(journal?.map(({ turn }) => turn))].flatMap((turn) =>
      journalLines((journal ?? []).filter((one) => one.turn === turn)),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** @param {import('./suite.js').Times[number]} level */
function timesLines({ open, results }) {
  const head = [
    'contender',
    'inputs a second',
    'us an input',
    'min-max',
    'time / JSON.parse',
    'min-max',
    'time / textbook',
    'one input: median us',
    '99 of 100 within us',
    'inputs a repeat',
  ];
  const rows = results.map(({ name, inputs, cpuNs, inputsPerSecond, toYardstick, toTextbook, singles }) => [
    name,
    grouped(inputsPerSecond),
    micros(cpuNs.median),
    `${micros(cpuNs.min)}-${micros(cpuNs.max)}`,
    ratio(toYardstick.median),
    between(toYardstick, 2),
    ratio(toTextbook.median),
    micros(singles.medianNs),
    singles.count < 1000 ? '-' : micros(singles.p99Ns),
    grouped(inputs),
  ]);
  return ['', `**${grouped(open)} open orders**, CPU time; single inputs by the wall`, ...table(head, rows)];
}

/** @param {import('./suite.js').Times} times */
function growthLines([fewest, ...others]) {
  const rows = (fewest?.results ?? []).map(({ name }) => [
    name,
    ...others.flatMap(({ results }) => {
      const growth = results.find((one) => one.name === name)?.toFewestOpen;
      return growth === undefined ? [] : [ratio(growth.median), between(growth, 2)];
    }),
  ]);
  return [
    '',
    `**Growth**: CPU time an input over that with ${fewest?.open} open orders, in the same repeat`,
    ...table(['contender', ...others.flatMap(({ open }) => [`${grouped(open)} open`, 'min-max'])], rows),
  ];
}

/** @param {readonly OrdersMemory[]} memory */
function memoryLines(memory) {
  const head = ['contender', 'bytes an open order', 'kB when all orders have ended', 'orders kept then'];
  const rows = memory.map(({ name, bytesPerOpen, bytesAtEnd, kept }) => [
    name,
    bytesPerOpen === undefined ? '-' : grouped(bytesPerOpen),
    grouped(bytesAtEnd / 1000),
    grouped(kept),
  ]);
  return ['', '**Memory**, 10,000 open orders', ...table(head, rows)];
}

/** @param {NonNullable<OrdersReport['journal']>} all of one kind of turn */
function journalLines(all) {
  const { orders = 0, turn = 0 } = all[0] ?? {};
  const head = [
    'open',
    '',
    'inputs a second',
    'us an input',
    'min-max',
    'of which CPU',
    'time / SQLite alone',
    'CPU',
    'time / no journal',
    'CPU',
    '99 of 100 told within ms',
    'last tenth / first',
    'bytes an order on disk',
  ];
  const rows = all.flatMap(({ open, written }) =>
    written.map((one) => [
      grouped(open),
      one.name,
      grouped(1e6 / one.wallUs.median),
      one.wallUs.median.toFixed(1),
      between(one.wallUs, 1),
      one.cpuUs.median.toFixed(1),
      ratio(one.toSqlite.wall),
      ratio(one.toSqlite.cpu),
      ratio(one.toMemory.wall),
      ratio(one.toMemory.cpu),
      one.p99Ms?.toFixed(1) ?? '-',
      one.lateToEarly.toFixed(2),
      one.bytesPerOrder === undefined ? '-' : grouped(one.bytesPerOrder),
    ]),
  );
  const how = turn > 1000 ? `${grouped(turn)} at once` : `${grouped(turn)} a turn`;
  return ['', `**Journal**, ${grouped(orders)} orders, inputs ${how}, by the wall`, ...table(head, rows)];
}
