import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';

const LASTS_MS = 2_000;
const AT_A_TIME = 8;

/**
 * How many requests a served venue answers in a second of processor time, without limits; it and the client share the process,
 * and so that time.
 */
export async function requestRates() {
  const entry = fileURLToPath(new URL('../../dist/sim/node/index.js', import.meta.url));
  const { startVenue } = await import(entry);
  const { restUrl, apiKey, secret, stop } = await startVenue({ seed: 7, limits: [] });
  const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });
  /** @param {string} method @param {string} path @returns {Promise<void>} */
  const send = (method, path) =>
    new Promise((resolve, reject) => {
      const sent = request(
        `${restUrl}${path}`,
        { method, agent, headers: { 'X-MBX-APIKEY': apiKey } },
        (answer) => {
          answer.resume();
          answer.on('end', () =>
            answer.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`)),
          );
        },
      );
      sent.on('error', reject).end();
    });
  const order = {
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'IOC',
    quantity: '0.001',
    price: '90000',
  };
  const newOrder = () => {
    const query = new URLSearchParams({ ...order, timestamp: String(Date.now()) }).toString();
    return `/api/v3/order?${query}&signature=${createHmac('sha256', secret).update(query).digest('hex')}`;
  };
  const kinds = [
    { name: 'ping', call: () => send('GET', '/api/v3/ping') },
    { name: 'depth of 100 levels', call: () => send('GET', '/api/v3/depth?symbol=BTCUSDT&limit=100') },
    { name: 'new orders', call: () => send('POST', newOrder()) },
  ];
  const rates = [];
  for (const { name, call } of kinds) {
    let count = 0;
    const usedBefore = process.cpuUsage();
    const endAt = performance.now() + LASTS_MS;
    const lane = async () => {
      while (performance.now() < endAt) {
        await call();
        count++;
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, lane));
    const { user, system } = process.cpuUsage(usedBefore);
    rates.push({ name, perSecond: (count * 1e6) / (user + system) });
  }
  agent.destroy();
  await stop();
  return rates;
}
