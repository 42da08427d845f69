import type { Operation } from '../operation.js';
import { Refusal } from '../refusal.js';

const unknownKey = () => new Refusal(-1125, 'This listenKey does not exist.');

/** Start user data stream. */
export const startListenKey: Operation = {
  security: 'apiKey',
  parameters: [],
  weight: 2,
  run: ({ desk, account, time }) => ({ listenKey: desk.listenKeys.start(account, time) }),
};

/** Keepalive user data stream. */
export const keepListenKey: Operation = {
  security: 'apiKey',
  parameters: ['listenKey'],
  weight: 2,
  run: ({ desk, params, time }) => {
    if (!desk.listenKeys.keepAlive(params.needed('listenKey'), time)) throw unknownKey();
    return {};
  },
};

/** Close user data stream. */
export const endListenKey: Operation = {
  security: 'apiKey',
  parameters: ['listenKey'],
  weight: 2,
  run: ({ desk, params }) => {
    if (!desk.listenKeys.end(params.needed('listenKey'))) throw unknownKey();
    return {};
  },
};
