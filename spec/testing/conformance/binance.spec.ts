import { describeConnector } from '../../../src/testing/index.js';
import { binanceHarness } from './support/binanceHarness.js';

describeConnector(binanceHarness({ title: 'Binance over real sockets', over: 'loopback' }), { atOnce: 24 });
