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
/** Three digits, or more where there are more before the point. @param {number} value */
const ratio = (value) => (value >= 100 ? grouped(value) : value.toPrecision(value < 1 ? 2 : 3));
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
  ];
  for (const { open, results } of times?.levels ?? []) {
    lines.push('', `**${grouped(open)} open orders**, CPU time an input`);
    const head = [
      'contender',
      'inputs',
      'us',
      'min-max',
      'inputs a second',
      'time / JSON.parse',
      'min-max',
      'time / textbook',
      'one input: median us',
      '99 of 100 within us',
    ];
    lines.push(
      ...table(
        head,
        results.map((one) => [
          one.name,
          grouped(one.inputs),
          micros(one.cpuNs.median),
          `${micros(one.cpuNs.min)}-${micros(one.cpuNs.max)}`,
          grouped(one.inputsPerSecond),
          ratio(one.toYardstick.median),
          between(one.toYardstick, 2),
          ratio(one.toTextbook.median),
          micros(one.medianNs),
          micros(one.p99Ns),
        ]),
      ),
    );
  }
  if (times !== undefined) {
    lines.push('', '**Growth**: time an input over that with the fewest open orders, in the same repeat');
    const head = [
      'contender',
      ...times.levels.slice(1).flatMap(({ open }) => [`${grouped(open)} open`, 'min-max']),
    ];
    lines.push(
      ...table(
        head,
        times.growth.map(({ name, toFewest }) => [
          name,
          ...toFewest.slice(1).flatMap((growth) => [ratio(growth.median), between(growth, 2)]),
        ]),
      ),
    );
  }
  if (memory !== undefined) {
    lines.push('', '**Memory**, 10,000 open orders');
    const head = ['contender', 'bytes an open order', 'kB when all orders have ended', 'orders kept then'];
    lines.push(
      ...table(
        head,
        memory.map(({ name, bytesPerOpen, bytesAtEnd, kept }) => [
          name,
          bytesPerOpen === undefined ? '-' : grouped(bytesPerOpen),
          grouped(bytesAtEnd / 1000),
          grouped(kept),
        ]),
      ),
    );
  }
  for (const { orders, turn, open, written } of journal ?? []) {
    const how = turn > 1000 ? 'all at once' : `${grouped(turn)} a turn`;
    lines.push('', `**Journal**, ${grouped(orders)} orders, ${grouped(open)} open, inputs ${how}`);
    const head = [
      '',
      'inputs a second',
      'us an input',
      'min-max',
      'of which CPU',
      'time / SQLite alone',
      'time / trackOrders',
      '99 of 100 told within ms',
      'last tenth / first',
      'bytes an order on disk',
    ];
    lines.push(
      ...table(
        head,
        written.map((one) => [
          one.name,
          grouped(1e6 / one.wallUs.median),
          one.wallUs.median.toFixed(1),
          between(one.wallUs, 1),
          one.cpuUs.median.toFixed(1),
          ratio(one.toSqlite.median),
          ratio(one.toMemory.median),
          one.p99Ms?.toFixed(1) ?? '-',
          one.lateToEarly.toFixed(2),
          one.bytesPerOrder === undefined ? '-' : grouped(one.bytesPerOrder),
        ]),
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}
