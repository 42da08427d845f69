import { expect } from 'chai';
import { filter, map } from 'rxjs';

import { createConnector, type SocketPort } from '../../../src/connector/index.js';
import { venueSymbol } from '../../../src/domain/index.js';
import { binanceAt } from '../../../src/exchanges/binance/index.js';
import { inProcessPorts } from '../../../src/sim/index.js';
import { BinanceWorld } from '../support/binanceWorld.js';

/** The statuses of a book of which nothing comes, while that of another instrument talks. */
function statusesOf(through: (sockets: SocketPort) => SocketPort, play: (world: BinanceWorld) => void) {
  const world = new BinanceWorld();
  const latency = { toVenueMs: 5, fromVenueMs: 5 };
  const { http, sockets } = inProcessPorts(world.sim.gate, { now: () => Date.now(), latency });
  const venue = binanceAt({
    rest: 'http://in.process',
    stream: 'ws://in.process',
    wsApi: 'ws://in.process/ws-api/v3',
  });
  const connector = createConnector(venue, { http, socket: through(sockets) });
  const statuses: string[] = [];
  connector.book(venueSymbol('BTCUSDT')).subscribe();
  connector.book(venueSymbol('ETHUSDT')).subscribe(({ status }) => {
    if (statuses.at(-1) !== status) statuses.push(status);
  });
  connector.start();
  play(world);
  world.restore();
  return statuses;
}

describe('A book of the connector whose stream is dead', () => {
  it('is stale where the subscription never arrived', () => {
    const frame = (text: string) => text.replace('"ethusdt@depth@100ms"', '"xxxusdt@depth@100ms"');
    const deaf =
      (sockets: SocketPort): SocketPort =>
      (request) =>
        sockets({ ...request, send$: request.send$.pipe(map(frame)) });
    const statuses = statusesOf(deaf, (world) => world.pass(130_000));
    expect(statuses.at(-1)).to.equal('stale');
  });

  it('is stale, and live again when the stream talks again', () => {
    let isMute = false;
    const mute =
      (sockets: SocketPort): SocketPort =>
      (request) =>
        sockets(request).pipe(
          filter(
            (event) => !(isMute && event._tag === 'socketMessage' && event.text.includes('ethusdt@depth')),
          ),
        );
    const statuses = statusesOf(mute, (world) => {
      world.pass(5_000);
      isMute = true;
      world.pass(125_000);
      isMute = false;
      world.pass(20_000);
    });
    expect(statuses.slice(0, 3)).to.deep.equal(['syncing', 'live', 'stale']);
    expect(statuses.at(-1)).to.equal('live');
  });
});
