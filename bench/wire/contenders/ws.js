// The package ws as a program uses it without a library, with the options that ours has.
import { createRequire } from 'node:module';

/** The one that the library itself has; peers in this folder bring others. @type {typeof import('ws').WebSocket} */
const WebSocket = createRequire(new URL('../../../package.json', import.meta.url))('ws');

/**
 * `bytes`: a listener that does nothing; `text`: each message as a string, as `onmessage` gives it; `json`: that string through
 * JSON.parse. Neither keeps a book.
 *
 * @param {'bytes' | 'text' | 'json'} as
 * @returns {import('./index.js').WireContender['create']}
 */
export const wsMessages =
  (as) =>
  ({ stream, symbols }, { message }) => {
    const socket = new WebSocket(`${stream}/stream`, { perMessageDeflate: false });
    const params = symbols.map((symbol) => `${symbol.toLowerCase()}@depth@100ms`);
    let begun = false;
    const ready = new Promise((resolve) => {
      socket.once('open', () => socket.send(JSON.stringify({ method: 'SUBSCRIBE', params, id: 1 })));
      // The answer to that comes first.
      socket.once('message', () => {
        begun = true;
        resolve(undefined);
      });
    });
    const take =
      as === 'json'
        ? (/** @type {string} */ text) => {
            if (JSON.parse(text).data?.e === 'depthUpdate') message();
          }
        : message;
    if (as === 'bytes') socket.on('message', () => begun && message());
    else
      socket.onmessage = ({ data }) => {
        if (begun && typeof data === 'string') take(data);
      };
    return { ready };
  };
