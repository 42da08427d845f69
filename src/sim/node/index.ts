export { serveGate, type ServedGate, type ServeOptions } from './serveGate.js';
export { signatureCheck } from './signatureCheck.js';
export { simulatedKey, type SimulatedKey } from './simulatedKey.js';
export { startVenue, type StartedVenue, type StartOptions } from './startVenue.js';
