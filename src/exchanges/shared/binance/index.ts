export { binanceVenue, type BinanceMarket } from './venue.js';
