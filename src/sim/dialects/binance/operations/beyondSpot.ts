import { wireTime } from '../numberText.js';
import type { Operation } from '../operation.js';
import { tokensOf } from './account.js';

/** Lists of the other markets of Binance, which have nothing in them here: clients ask for them when they start. */
export const emptyInfo: Operation = {
  security: 'none',
  parameters: [],
  weight: 1,
  run: ({ time }) => ({
    timezone: 'UTC',
    serverTime: wireTime(time),
    rateLimits: [],
    exchangeFilters: [],
    assets: [],
    symbols: [],
  }),
};

/** The pairs of margin trading, of which there are none. */
export const noPairs: Operation = { security: 'apiKey', parameters: [], weight: 1, run: () => [] };

/** Trade fee: of a symbol, or of all. */
export const tradeFees: Operation = {
  security: 'signed',
  parameters: ['symbol'],
  weight: 1,
  run: ({ desk, params, account }) => {
    const { makerRate, takerRate } = desk.exchange.fees(account);
    const [makerCommission, takerCommission] = [makerRate.toFixed(), takerRate.toFixed()];
    return desk.symbols(params).map((symbol) => ({ symbol, makerCommission, takerCommission }));
  },
};

/** All coins' information: the tokens that are traded, which cannot be moved. */
export const allCoins: Operation = {
  security: 'signed',
  parameters: [],
  weight: 10,
  run: ({ desk, account }) => {
    const held = desk.exchange.balances(account);
    return [...tokensOf(desk)].map((coin) => ({
      coin,
      depositAllEnable: false,
      withdrawAllEnable: false,
      name: coin,
      free: held.get(coin)?.available.toFixed() ?? '0',
      locked: held.get(coin)?.locked.toFixed() ?? '0',
      freeze: '0',
      withdrawing: '0',
      ipoing: '0',
      ipoable: '0',
      storage: '0',
      isLegalMoney: false,
      trading: true,
      networkList: [],
    }));
  },
};
