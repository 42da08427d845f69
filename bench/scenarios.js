import { instruments } from './traffic/instruments.js';

/**
 * What is measured: `messages` frames over books of `levels` a side, as many as warm the code up and give half a second or less.
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} title
 * @property {import('./traffic/instruments.js').Instrument[]} instruments
 * @property {number} levels levels a side
 * @property {'single' | 'uniform' | 'recorded'} changes in a message: one; 1 to 20, all equally often; 1 to 20, as often as recorded
 * @property {number} messages
 * @property {number} [quickRepeats] with --quick, where fewer will do for the time that they take
 * @property {true} [fullOnly] runs with --full, or when it is named
 */

/** @type {Scenario[]} */
export const scenarios = [
  {
    name: 'one',
    title: '1 symbol x 1,000 levels a side, 1-20 changes a message',
    instruments: instruments(1),
    levels: 1000,
    changes: 'uniform',
    messages: 120_000,
  },
  {
    name: 'deep',
    title: '1 symbol x 20,000 levels a side, 1 change a message',
    instruments: instruments(1),
    levels: 20_000,
    changes: 'single',
    messages: 160_000,
  },
  {
    name: 'many',
    title: '500 symbols x 1,000 levels a side, 1-20 changes a message',
    instruments: instruments(500),
    levels: 1000,
    changes: 'uniform',
    messages: 80_000,
    quickRepeats: 3,
  },
  {
    name: 'thousand',
    title: '1,000 symbols x 1,000 levels a side, 1-20 changes a message',
    instruments: instruments(1000),
    levels: 1000,
    changes: 'uniform',
    messages: 80_000,
    fullOnly: true,
  },
  {
    name: 'recorded',
    title: '1 symbol x 1,000 levels a side, changes a message as in the recordings (3.7 on average)',
    instruments: instruments(1),
    levels: 1000,
    changes: 'recorded',
    messages: 120_000,
  },
];
