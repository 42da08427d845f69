export { builtList, PRICE_TEXT, SIZE_TEXT, type ItemFault, type ListBuilder } from './builtList.js';
export { bytesFromBase64 } from './base64.js';
export { crc32 } from './crc32.js';
export { excerptOf, faultsOf } from './faults.js';
export {
  ANY_TEXT,
  FrameReader,
  IntegerField,
  LevelsField,
  TextField,
  type FramePart,
  type OptionalParts,
} from './frameReader.js';
export { FrameScanner } from './frameScanner.js';
export { timeFromIsoText } from './isoTime.js';
export { readJson, type JsonFault, type JsonNumber, type JsonReading } from './json.js';
export { priceLevelsFromNumbers, priceLevelsFromTexts, type PriceLevelsCodec } from './levels.js';
export { decimalFromNumber, decimalFromText, fromWireTime, sequenceId, timeMs } from './numbers.js';
