export { type BookFeed, depthFeed, type ListingsOf, type TradesOf } from './market.js';
export { huobiVenue } from './venue.js';
export { levels, trade, tradeOf } from './wire.js';
