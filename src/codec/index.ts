export { builtList, PRICE_TEXT, SIZE_TEXT, type ItemFault, type ListBuilder } from './builtList.js';
export { bytesFromBase64 } from './base64.js';
export { crc32 } from './crc32.js';
export { excerptOf, faultsOf } from './faults.js';
export {
  ANY_INTEGER,
  ANY_TEXT,
  ByteField,
  DecimalField,
  Int32Field,
  IntegerField,
  LevelsField,
  NameField,
  TextField,
  TimeField,
  WordField,
  type FrameField,
  type Word,
} from './frameFields.js';
export { ListField, type FramePart, type OptionalParts } from './frameParts.js';
export { FrameReader } from './frameReader.js';
export { FrameScanner } from './frameScanner.js';
export { timeFromIsoText } from './isoTime.js';
export { PRICE, RowsField, SIZE, type RowPart, type RowsOptions } from './rowsField.js';
export { optional, row, shape } from './shape.js';
export { IsoTimeScanner, SecondsScanner, type TimeScanner } from './timeScanners.js';
export { readJson, type JsonFault, type JsonNumber, type JsonReading } from './json.js';
export { priceLevelsFromNumbers, priceLevelsFromTexts, type PriceLevelsCodec } from './levels.js';
export { decimalFromNumber, decimalFromText, fromWireTime, sequenceId, timeMs } from './numbers.js';
