export { brokenLaws } from './brokenLaws.js';
export { ConformanceError } from './conformanceError.js';
export { type ConnectorTest } from './connectorTest.js';
export { connectorTests } from './connectorTests.js';
export {
  type Awaitable,
  type BenchOptions,
  type Capability,
  type ConnectorBench,
  type ConnectorHarness,
  type CounterParty,
  type ExchangeFaults,
  type ExchangeLedger,
  type ExchangeOwner,
  type ExchangeUnderTest,
  type LedgerFill,
  type LedgerOrder,
  type RequestKind,
  type TestedInstrument,
} from './harness.js';
