export { binanceVenue } from './venue.js';
