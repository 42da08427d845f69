import { instruments } from './traffic/instruments.js';

/**
 * What is measured: `messages` frames over books of `levels` a side, chosen so that parsing alone takes 200 ms or so.
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} title
 * @property {import('./traffic/instruments.js').Instrument[]} instruments
 * @property {number} levels levels a side
 * @property {boolean} singleChanges one change a message; else 1 to 20
 * @property {number} messages
 */

/** @type {Scenario[]} */
export const scenarios = [
  {
    name: 'one',
    title: '1 symbol x 1,000 levels a side, 1-20 changes a message',
    instruments: instruments(1),
    levels: 1000,
    singleChanges: false,
    messages: 150_000,
  },
  {
    name: 'deep',
    title: '1 symbol x 20,000 levels a side, 1 change a message',
    instruments: instruments(1),
    levels: 20_000,
    singleChanges: true,
    messages: 240_000,
  },
  {
    name: 'many',
    title: '500 symbols x 1,000 levels a side, 1-20 changes a message',
    instruments: instruments(500),
    levels: 1000,
    singleChanges: false,
    messages: 130_000,
  },
];
