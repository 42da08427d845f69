import { huobiLinearSwapVenue } from '../../../src/exchanges/huobi-linear-swap/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { faultTables } from '../faultCases.js';
import { answerFrame } from '../frames.js';
import { contracts, CONTRACTS_URL, depth, highFreqUpdate, trades } from './payloads.js';

const LEVELS = 'list of [price, size]';
const PRICE = 'price at or above zero, a number without loss';
const SIZE = 'size at or above zero, a number without loss';
const ID = 'integer at or above zero, without loss';
const DECIMAL = 'decimal number at or above zero, without loss';

const cases = faultTables(huobiLinearSwapVenue({ inflate: nodeInflate }));
const highFreqCases = faultTables(
  huobiLinearSwapVenue({ inflate: nodeInflate, feed: 'depth.size_150.high_freq' }),
);
const contractsFrame = (payload: unknown) => answerFrame(CONTRACTS_URL, payload);

describe("Bad frames of HTX's USDT-margined contracts name path, value and what was expected:", () => {
  cases('depth.step0', depth, [
    [['tick', 'mrid'], undefined, 'tick.mrid', 'undefined', ID],
    [['tick', 'bids'], null, 'tick.bids', 'null', LEVELS],
    [['tick', 'asks', 0, 0], '40990.3', 'tick.asks[0][0]', '"40990.3"', PRICE],
  ]);

  cases('trade.detail', trades, [
    [['tick', 'data', 0, 'id'], undefined, 'tick.data[0].id', 'undefined', ID],
    [['tick', 'data', 0, 'amount'], '130', 'tick.data[0].amount', '"130"', DECIMAL],
    [['tick', 'data', 1, 'price'], -1.5, 'tick.data[1].price', '-1.5', DECIMAL],
    [['tick', 'data', 1, 'direction'], 1, 'tick.data[1].direction', '1', '"buy"', '"sell"'],
  ]);

  highFreqCases('high_freq', highFreqUpdate, [
    [['tick', 'event'], 'delete', 'tick.event', '"delete"', '"snapshot"', '"update"'],
    [['tick', 'version'], '1', 'tick.version', '"1"', ID],
    [['tick', 'bids'], undefined, 'tick.bids', 'undefined', LEVELS],
    [['tick', 'asks', 0, 1], 'x', 'tick.asks[0][1]', '"x"', SIZE],
  ]);

  cases(
    'swap_contract_info',
    contracts,
    [
      [['data', 0, 'contract_code'], 5, 'data[0].contract_code', '5', 'string'],
      [['data', 0, 'contract_status'], '1', 'data[0].contract_status', '"1"', 'number'],
      [
        ['data', 1, 'delivery_date'],
        '211210',
        'data[1].delivery_date',
        '"211210"',
        'text of a day, or empty',
      ],
      [['data', 1, 'delivery_date'], null, 'data[1].delivery_date', 'null', 'text of a day, or empty'],
    ],
    contractsFrame,
  );
});
