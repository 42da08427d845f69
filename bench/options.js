import { parseArgs } from 'node:util';

export const usage = `node bench/run.js [--orders | --venues | --wire] [--quick | --full] [--only NAME,...] [--contenders NAME,...] [--repeats N]
  --orders      orders instead of books
  --venues      how the frames of each venue are read, instead of books
  --wire        from the socket to the subscriber instead
  --only        scenarios: one, deep, many, thousand, recorded, memory; of orders: times, memory, journal; of venues: their names;
                of --wire: 1 symbol, 50 symbols, 500 symbols, workers
  --contenders  besides JSON.parse, which always runs, as textbook does for orders
A run with --only, --contenders or --repeats prints its tables and leaves bench/results as it is.`;

/** @param {string[]} args */
export function readOptions(args) {
  const { values } = parseArgs({
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
  });
  /** @type {'quick' | 'full'} */
  const mode = values.full ? 'full' : 'quick';
  const usualRepeats = values.wire ? (mode === 'full' ? 7 : 3) : !values.orders && mode === 'full' ? 15 : 5;
  return {
    help: values.help,
    orders: values.orders,
    venues: values.venues,
    wire: values.wire,
    mode,
    repeats: Number(values.repeats ?? usualRepeats),
    only: values.only?.split(','),
    contenders: values.contenders?.split(','),
    whole: values.only === undefined && values.contenders === undefined && values.repeats === undefined,
  };
}

/** Throws where one of these names is not known. @param {string} what @param {string[] | undefined} names @param {string[]} known */
export function refuseUnknown(what, names, known) {
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`no ${what} "${unknown}"; there are ${known.join(', ')}`);
}
