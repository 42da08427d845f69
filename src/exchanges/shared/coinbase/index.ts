export { timeFromText } from './time.js';
