export { bytesFromBase64 } from './base64.js';
export { crc32 } from './crc32.js';
export { excerptOf, faultsOf } from './faults.js';
export { FrameScanner } from './frameScanner.js';
export { timeFromIsoText } from './isoTime.js';
export { readJson, type JsonFault, type JsonReading } from './json.js';
export { priceLevelsFromTexts, type PriceLevelsCodec } from './levels.js';
export { decimalFromText, fromWireTime, sequenceId, timeMs } from './numbers.js';
