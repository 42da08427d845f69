import { fastPaths } from '../../src/connector/fastPaths.js';

/** `ORDERFLOW_PATH=slow` runs all specs without the short cuts, which are to change no result. */
fastPaths.on = process.env['ORDERFLOW_PATH'] !== 'slow';
