export { nodeInflate } from './nodeInflate.js';
