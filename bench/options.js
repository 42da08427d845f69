import { parseArgs } from 'node:util';

export const usage = `node bench/run.js [--orders | --venues | --wire] [--quick | --full] [--only NAME,...] [--contenders NAME,...] [--repeats N]
  --orders      orders instead of books
  --venues      how the frames of each venue are read, instead of books
  --wire        from the socket to the subscriber instead
  --quick       what is run where nothing is said; --full takes longer, with more repeats
  --only        scenarios: one, deep, many, thousand, recorded, memory; of orders: times, memory, journal; of venues: their names;
                of --wire: 1 symbol, 50 symbols, 500 symbols, workers
  --contenders  besides JSON.parse, which always runs, as textbook does for orders; not of venues
  --repeats     how often, 1 or more; not of venues
What is written to bench/results at the end of a whole run, over what the last one wrote:
  books         latest.md and latest.json, by a quick run too
  orders        orders.md and orders.json, by a quick run too
  venues        nothing
  wire          wire.md and wire.json, with --full only
A run with --only, --contenders or --repeats prints its tables and writes nothing.
This text needs no build: node bench/run.js --help. All else does: npm run build, and npm ci --prefix bench for the peers.`;

/** The options are not to be had so. */
export class OptionError extends Error {}

/** @param {string[]} args */
function parsed(args) {
  try {
    return parseArgs({
      args,
      options: {
        orders: { type: 'boolean', default: false },
        venues: { type: 'boolean', default: false },
        wire: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        only: { type: 'string' },
        contenders: { type: 'string' },
        repeats: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw error instanceof TypeError ? new OptionError(error.message) : error;
  }
}

/** Throws an {@link OptionError} where the options are none, or go not together. @param {string[]} args */
export function readOptions(args) {
  const values = parsed(args);
  const { orders, venues, wire, quick, full } = values;
  refuseSeveral({ '--orders': orders, '--venues': venues, '--wire': wire });
  refuseSeveral({ '--quick': quick, '--full': full });
  refuseSeveral({ '--venues': venues, '--contenders': values.contenders !== undefined });
  refuseSeveral({ '--venues': venues, '--repeats': values.repeats !== undefined });
  /** @type {'quick' | 'full'} */
  const mode = full ? 'full' : 'quick';
  const usualRepeats = wire ? (mode === 'full' ? 7 : 3) : !orders && mode === 'full' ? 15 : 5;
  return {
    help: values.help,
    orders,
    venues,
    wire,
    mode,
    repeats: values.repeats === undefined ? usualRepeats : countOf('--repeats', values.repeats),
    only: values.only?.split(','),
    contenders: values.contenders?.split(','),
    whole: values.only === undefined && values.contenders === undefined && values.repeats === undefined,
  };
}

/** @param {Record<string, boolean>} given */
function refuseSeveral(given) {
  const names = Object.keys(given).filter((name) => given[name]);
  if (names.length > 1) throw new OptionError(`${names.join(' and ')} do not go together`);
}

/** @param {string} option @param {string} text */
function countOf(option, text) {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count) || count < 1)
    throw new OptionError(`${option} takes a whole number from 1 on, not "${text}"`);
  return count;
}

/** Throws an {@link OptionError} where one of these names is not known. @param {string} what @param {string[] | undefined} names @param {string[]} known */
export function refuseUnknown(what, names, known) {
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new OptionError(`no ${what} "${unknown}"; there are ${known.join(', ')}`);
}
