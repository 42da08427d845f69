export { bookChecksum } from './checksum.js';
export { scanPong } from './pong.js';
export { checksum, levels } from './wire.js';
