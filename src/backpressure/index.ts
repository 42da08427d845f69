export { boundedBuffer, type BoundedBufferOptions, type Buffered } from './boundedBuffer.js';
export { BufferOverflowError } from './bufferOverflowError.js';
export { conflate, type Conflated, type ConflateOptions } from './conflate.js';
