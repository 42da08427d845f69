export { type BookFeed, DEPTH_LEVELS, depthFeed, type ListingsOf, type TradeFeed } from './market.js';
export { huobiVenue } from './venue.js';
export { levels, trade, tradeOf } from './wire.js';
export { levelRows, pushOf, tradeKind } from './scan.js';
