/** @typedef {import('../report/summary.js').Spread} Spread */
/** @typedef {Awaited<ReturnType<typeof import('./measure.js').measureWire>>} Measured */

/** @param {Spread} spread @param {number} digits */
const between = ({ min, max }, digits) => `${min.toFixed(digits)}-${max.toFixed(digits)}`;
/** @param {number} value */
const grouped = (value) => Math.round(value).toLocaleString('en-US');
/** @param {number} share */
const percent = (share) => `${Math.round(100 * share)} %`;

/**
 * @param {{ date: string, mode: string, repeats: number, latencyRepeats: number, loadBefore: number, loadAfter: number,
 *   machine: ReturnType<typeof import('../report/machine.js').ownMachine>, scenarios: Measured[], workers: Measured | undefined }} report
 */
export function wireMarkdown({
  date,
  mode,
  repeats,
  latencyRepeats,
  machine,
  loadBefore,
  loadAfter,
  scenarios,
  workers,
}) {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  const lines = [
    `${date}, \`--wire --${mode}\`: ${repeats} repeats at full speed, medians and min-max; ${latencyRepeats} of each load. ` +
      `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${packages.join(', ')}. ` +
      `Load of the machine ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after.`,
  ];
  for (const scenario of scenarios) lines.push('', ...capacityLines(scenario), ...latencyLines(scenario));
  if (workers) lines.push('', ...workerLines(workers), ...latencyLines(workers));
  return `${lines.join('\n')}\n`;
}

/** @param {Measured} measured */
function capacityLines({ name, levels, messageBytes, changes, results }) {
  const connector = results.find((result) => result.name === 'connector');
  const share = (/** @type {number} */ us) =>
    connector === undefined ? '' : percent(us / connector.cpuUs.median);
  return [
    `**${name}** x ${grouped(levels)} levels a side, ${changes.toFixed(1)} changes and ${grouped(messageBytes)} bytes a message, at full speed`,
    '',
    '| receiver | us of CPU a message | min-max | of the connector | of it in the kernel | messages per second of CPU | us a message by the wall |',
    '|---|--:|--:|--:|--:|--:|--:|',
    ...results.map(
      ({ name: who, cpuUs, systemUs, perCpuSecond, wallUs }) =>
        `| ${who} | ${cpuUs.median.toFixed(2)} | ${between(cpuUs, 2)} | ${share(cpuUs.median)} | ` +
        `${systemUs.median.toFixed(2)} | ${grouped(perCpuSecond)} | ${wallUs.median.toFixed(2)} |`,
    ),
  ];
}

/** @param {Measured} measured */
function workerLines({ name, levels, results }) {
  return [
    `**${name}** x ${grouped(levels)} levels a side, read in the main thread, at full speed`,
    '',
    '| receiver | us of CPU a message, all threads | min-max | of it the main thread | us a message by the wall | least |',
    '|---|--:|--:|--:|--:|--:|',
    ...results.map(
      ({ name: who, cpuUs, mainUs, wallUs }) =>
        `| ${who} | ${cpuUs.median.toFixed(2)} | ${between(cpuUs, 2)} | ${mainUs.median.toFixed(2)} | ` +
        `${wallUs.median.toFixed(2)} | ${wallUs.min.toFixed(2)} |`,
    ),
  ];
}

/** @param {Measured} measured */
function latencyLines({ latency }) {
  if (latency.length === 0) return [];
  return [
    '',
    '| load | messages per second | receiver | p50 us | p99 us | p99.9 us | written late: p50, p99 us | us of CPU a message | waited for a core |',
    '|---|--:|---|--:|--:|--:|--:|--:|--:|',
    ...latency.map(
      ({ load, perSecond, name, p50, p99, p999, lateP50, lateP99, cpuUs, waited }) =>
        `| ${percent(load)} | ${grouped(perSecond)} | ${name} | ${grouped(p50)} | ${grouped(p99)} | ${grouped(p999)} | ` +
        `${grouped(lateP50)}, ${grouped(lateP99)} | ${cpuUs.toFixed(1)} | ${percent(waited)} |`,
    ),
  ];
}
