export { bookChecksum } from './checksum.js';
export { scanPong } from './pong.js';
export { checksum, levelRows, levels } from './wire.js';
