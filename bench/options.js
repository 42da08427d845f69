import { parseArgs } from 'node:util';

export const usage = `node bench/run.js [--quick | --full] [--only NAME,...] [--contenders NAME,...] [--repeats N]
  --only        scenarios: one, deep, many, memory
  --contenders  besides JSON.parse, which always runs
A run with --only, --contenders or --repeats prints its tables and leaves bench/results as it is.`;

/** @param {string[]} args */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
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
  return {
    help: values.help,
    mode,
    repeats: Number(values.repeats ?? (mode === 'full' ? 15 : 5)),
    only: values.only?.split(','),
    contenders: values.contenders?.split(','),
    whole: values.only === undefined && values.contenders === undefined && values.repeats === undefined,
  };
}
