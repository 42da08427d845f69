import { instruments } from './traffic/instruments.js';

/**
 * What is measured: `messages` frames over books of `levels` a side, chosen so that parsing alone takes 200 ms or so.
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} title
 * @property {import('./traffic/instruments.js').Instrument[]} instruments
 * @property {number} levels levels a side
 * @property {'single' | 'uniform' | 'recorded'} changes in a message: one; 1 to 20, all equally often; 1 to 20, as often as recorded
 * @property {number} messages
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
    messages: 60_000,
  },
  {
    name: 'deep',
    title: '1 symbol x 20,000 levels a side, 1 change a message',
    instruments: instruments(1),
    levels: 20_000,
    changes: 'single',
    messages: 240_000,
  },
  {
    name: 'many',
    title: '500 symbols x 1,000 levels a side, 1-20 changes a message',
    instruments: instruments(500),
    levels: 1000,
    changes: 'uniform',
    messages: 60_000,
  },
  {
    name: 'thousand',
    title: '1,000 symbols x 1,000 levels a side, 1-20 changes a message',
    instruments: instruments(1000),
    levels: 1000,
    changes: 'uniform',
    messages: 60_000,
    fullOnly: true,
  },
  {
    name: 'recorded',
    title: '1 symbol x 1,000 levels a side, changes a message as in the recordings (3.7 on average)',
    instruments: instruments(1),
    levels: 1000,
    changes: 'recorded',
    messages: 150_000,
  },
];
