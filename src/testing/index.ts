export {
  corruptFrame,
  corruptSome,
  cutSome,
  delaySome,
  dropSome,
  duplicateSome,
  interruptionAfter,
  reorderSome,
  stallSome,
  type Corrupted,
  type CorruptOptions,
  type Cut,
  type CutOptions,
  type Delayed,
  type DelayOptions,
  type Dropped,
  type Duplicated,
  type DuplicateOptions,
  type Fault,
  type FaultOptions,
  type Lost,
  type Reordered,
  type ReorderOptions,
  type Stalled,
  type StallOptions,
  type WholeRange,
} from './faults/index.js';
export {
  brokenLaws,
  ConformanceError,
  connectorTests,
  type Awaitable,
  type BenchOptions,
  type Capability,
  type ConnectorBench,
  type ConnectorHarness,
  type ConnectorTest,
  type CounterParty,
  type ExchangeFaults,
  type ExchangeLedger,
  type ExchangeOwner,
  type ExchangeUnderTest,
  type LedgerFill,
  type LedgerOrder,
  type RequestKind,
  type TestedInstrument,
} from './conformance/index.js';
export type {
  Json,
  MarbleCall,
  MarbleDiagram,
  MarbleEvent,
  MarbleStream,
  MarbleSubscription,
} from './marbleDiagram.js';
export { MarbleAssertionError } from './marbleAssertionError.js';
export { MarbleFileError } from './marbleFileError.js';
export type {
  MarbleCodecs,
  MarbleContext,
  MarbleMoment,
  MarbleOperator,
  MarbleOperatorFunction,
  MarbleOperators,
  MarbleOperatorWithCodecs,
} from './marbleOperator.js';
export { bookMarbles } from './market/bookMarbles.js';
export { MarbleJsonError } from './market/marbleJsonError.js';
export { marketOperators } from './market/marketOperators.js';
export { venueOperators } from './market/venueOperators.js';
export { describeConnector, type DescribeConnectorOptions } from './node/describeConnector.js';
export { describeMarbles } from './node/describeMarbles.js';
export {
  scriptedHttpServer,
  type ScriptedHttpServer,
  type ServedRequest,
  type ServerAnswer,
  type ServerScript,
} from './node/servers/scriptedHttpServer.js';
export {
  scriptedSocketServer,
  type ScriptedSocketServer,
  type ScriptedSocketServerOptions,
  type ServedConnection,
  type SocketEnd,
  type SocketRefusal,
} from './node/servers/scriptedSocketServer.js';
export { type RequestHead } from './node/servers/requestHead.js';
export { parseMarbles } from './parseMarbles.js';
export {
  scriptedHttp,
  type ScriptedAnswer,
  type ScriptedHttp,
  type ScriptedHttpOptions,
} from './ports/scriptedHttp.js';
export {
  scriptedSocket,
  type ScriptedClose,
  type ScriptedConnection,
  type ScriptedRefusal,
  type ScriptedSocket,
  type ScriptedSocketOptions,
  type SocketScript,
} from './ports/scriptedSocket.js';
export { runMarbles } from './runMarbles.js';
