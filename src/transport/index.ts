export { httpRequests, type HttpOptions } from './httpRequests.js';
export { nodeInflate } from './nodeInflate.js';
export { hmacSigner, keySigner } from './signers.js';
export { webSockets, type WebSocketOptions } from './webSockets.js';
