import { inspect } from 'node:util';

import { expect } from 'chai';

import { Secret, type VenueTrading } from '../../../../src/connector/index.js';
import { binance, binanceAt, type BinanceAddresses } from '../../../../src/exchanges/binance/index.js';
import { answer, API_KEY, PROOF, signedFrame, signing, trading } from './support.js';

const streamOf = <T extends VenueTrading['userStream']['_tag']>(tag: T, { userStream }: VenueTrading) => {
  if (userStream._tag !== tag) throw new Error(`the stream is ${userStream._tag}`);
  return userStream as Extract<VenueTrading['userStream'], { _tag: T }>;
};

describe("Binance's user stream", () => {
  it('is subscribed to over the WebSocket API, at Binance itself too', () => {
    expect(binance.trading.userStream._tag).to.equal('subscribed');
    expect(binance.trading.socketApi).to.deep.equal({ url: 'wss://ws-api.binance.com:443/ws-api/v3' });
    expect(trading.socketApi).to.deep.equal({ url: 'wss://ws.test/ws-api/v3' });
    const call = streamOf('subscribed', trading).subscribe();
    expect(call).to.include({ name: 'userDataStream.subscribe.signature', signed: true });
    expect(call.costs).to.deep.equal({ requestWeight: 2, rawRequests: 1 });
    expect(streamOf('subscribed', trading).connectionCosts).to.deep.equal({ requestWeight: 2 });
    expect(JSON.parse(call.frame?.('7', signing) ?? '')).to.deep.equal(
      signedFrame('userDataStream.subscribe.signature', PROOF),
    );
    expect(() => call.http(signing)).to.throw(
      RangeError,
      'userDataStream.subscribe.signature goes over the WebSocket API only',
    );
    expect(call.read(answer(200, { subscriptionId: 0 }))).to.deep.include({
      _tag: 'answered',
      value: { subscriptionId: 0 },
    });
    expect(
      call.read(answer(400, { code: -2035, msg: 'User Data Stream subscription already active.' })),
    ).to.include({
      _tag: 'refused',
      code: '-2035',
    });
  });

  describe('under a listen key', () => {
    const addresses: BinanceAddresses = {
      rest: 'https://rest.test',
      stream: 'wss://stream.test',
      userStream: 'listenKey',
    };
    const keyed = binanceAt(addresses).trading;
    const stream = streamOf('listenKey', keyed);
    const key = new Secret('a key/of=ours');
    const headers = { 'X-MBX-APIKEY': API_KEY };

    it('needs no WebSocket API', () => {
      expect(keyed.socketApi).to.equal(undefined);
      expect(keyed.balances().frame).to.equal(undefined);
      expect(keyed.serverTime().frame).to.equal(undefined);
    });

    it('goes by calls with the API key and without a signature', () => {
      const url = 'https://rest.test/api/v3/userDataStream';
      const create = stream.create();
      expect(create).to.include({ name: 'POST /api/v3/userDataStream', signed: true, frame: undefined });
      expect(create.costs).to.deep.equal({ requestWeight: 2, rawRequests: 1 });
      expect(create.http(signing)).to.deep.equal({ method: 'POST', url, headers });
      const withKey = `${url}?listenKey=a%20key%2Fof%3Dours`;
      expect(stream.keepAlive(key).http(signing)).to.deep.equal({ method: 'PUT', url: withKey, headers });
      expect(stream.end(key).http(signing)).to.deep.equal({ method: 'DELETE', url: withKey, headers });
      expect(stream.keepAliveEveryMs).to.equal(1_800_000);
      expect(stream.url(key)).to.equal('wss://stream.test/ws/a%20key%2Fof%3Dours');
      expect(stream.keepAlive(key).read(answer(200, {}))._tag).to.equal('answered');
    });

    it('gives the key as a secret, and shows it nowhere else', () => {
      const read = stream.create().read(answer(200, { listenKey: 'not to be seen' }));
      expect(read._tag === 'answered' && read.value.reveal()).to.equal('not to be seen');
      expect(JSON.stringify(read) + inspect(read)).to.not.include('not to be seen');
      const broken = [
        answer(200, { listenKey: ['not to be seen'] }),
        answer(200, '"not to be seen"'),
        answer(502, { listenKey: 'not to be seen' }),
        answer(404, { listenKey: 'not to be seen' }),
      ];
      for (const given of broken) {
        const failed = stream.create().read(given);
        expect(failed._tag).to.not.equal('answered');
        expect(JSON.stringify(failed)).to.not.include('not to be seen');
      }
      expect(
        [stream.create().name, stream.keepAlive(key).name, stream.end(key).name].join(' '),
      ).to.not.include('ours');
    });
  });

  it('cannot be subscribed to where there is no WebSocket API', () => {
    expect(() => binanceAt({ rest: 'https://rest.test', stream: 'wss://stream.test' })).to.throw(
      RangeError,
      'needs the address of a WebSocket API',
    );
  });
});
