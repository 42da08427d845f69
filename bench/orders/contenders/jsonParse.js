import { orderInputToJson } from '../../../dist/index.js';

/**
 * The yardstick: `JSON.parse` of the text of each input, as the journal writes it. It keeps nothing.
 * @type {import('./index.js').Contender}
 */
export const jsonParse = {
  create: () => ({
    // Decoded anew from bytes: a flat string that no parser has seen.
    prepare: (input) => Buffer.from(JSON.stringify(orderInputToJson(input)), 'latin1').toString('latin1'),
    take: (text) => JSON.parse(text),
  }),
};
