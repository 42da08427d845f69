/** @typedef {import('./summary.js').Spread} Spread */
/**
 * @typedef {object} Report
 * @property {string} date
 * @property {'quick' | 'full'} mode
 * @property {number} repeats
 * @property {ReturnType<typeof import('./machine.js').machine>} machine
 * @property {string[]} missing contenders that are not there yet
 * @property {{ name: string, title: string, messages: number, frameBytes: number, changes: number,
 *   results: import('./summary.js').Result[] }[]} scenarios
 * @property {{ books: number, results: import('../measure/memory.js').Memory[] } | undefined} memory
 */

/** @param {Spread} spread @param {number} digits */
const between = ({ min, max }, digits) => `${min.toFixed(digits)}-${max.toFixed(digits)}`;
/** @param {number} value */
const grouped = (value) => Math.round(value).toLocaleString('en-US');

/** @param {Report} report */
export function markdown({ date, mode, repeats, machine, missing, scenarios, memory }) {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  const lines = [
    `${date}, \`--${mode}\`: ${repeats} repeats, medians and min-max. ${machine.cpu}, ${machine.cores} cores, ` +
      `Node ${machine.node}, ${packages.join(', ')}.`,
  ];
  if (missing.length > 0) lines.push('', `Not there yet: ${missing.join(', ')}.`);
  for (const { title, messages, frameBytes, changes, results } of scenarios) {
    lines.push(
      '',
      `**${title}** (${grouped(messages)} messages a repeat, ${changes.toFixed(1)} changes and ${grouped(frameBytes)} bytes each)`,
      '',
      '| contender | time / JSON.parse | min-max | us per message | min-max | messages per second | one: median us | 99 of 100 within us |',
      '|---|--:|--:|--:|--:|--:|--:|--:|',
      ...results.map(
        ({ name, ratio, microseconds, messagesPerSecond, single }) =>
          `| ${name} | ${ratio.median.toFixed(2)} | ${between(ratio, 2)} | ${microseconds.median.toFixed(2)} | ` +
          `${between(microseconds, 2)} | ${grouped(messagesPerSecond)} | ${single.median.toFixed(2)} | ${single.p99.toFixed(2)} |`,
      ),
    );
  }
  const [one, thousand] = ['one', 'thousand'].map((wanted) => scenarios.find(({ name }) => name === wanted));
  if (one && thousand) {
    lines.push(
      '',
      '**Slow-down** from 1 to 1,000 symbols, medians',
      '',
      '| contender | times |',
      '|---|--:|',
      ...one.results.flatMap(({ name, microseconds }) => {
        const more = thousand.results.find((result) => result.name === name);
        return more ? [`| ${name} | ${(more.microseconds.median / microseconds.median).toFixed(2)} |`] : [];
      }),
    );
  }
  if (memory) {
    lines.push(
      '',
      `**Memory**, ${memory.books} books x 1,000 levels a side`,
      '',
      '| contender | bytes per book | bytes per level | each of the last 1,000 versions of a book |',
      '|---|--:|--:|--:|',
      ...memory.results.map(
        ({ name, bytesPerBook, bytesPerLevel, bytesPerVersion }) =>
          `| ${name} | ${grouped(bytesPerBook)} | ${bytesPerLevel.toFixed(1)} | ` +
          `${bytesPerVersion === undefined ? 'mutable' : grouped(bytesPerVersion)} |`,
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}
