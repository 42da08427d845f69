export { type BookFeed, depthFeed, type ListingsOf, type TradeFeed } from './market.js';
export { huobiVenue } from './venue.js';
export { levels, trade, tradeOf } from './wire.js';
export { depthOf, diffOf, levelRows, pushOf, tradeKind } from './scan.js';
