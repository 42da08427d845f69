import { generateKeyPairSync, verify, type KeyObject } from 'node:crypto';

import { expect } from 'chai';

import { Secret, type Signing } from '../../../../src/connector/index.js';
import { venueSymbol } from '../../../../src/domain/index.js';
import { binanceAt } from '../../../../src/exchanges/binance/index.js';
import { keySigner } from '../../../../src/transport/index.js';
import { API_KEY, signatureOf, signing, trading, VENUE_TIME } from './support.js';

/** Full-width digits, as in the documents' example of a name beyond ASCII. */
const symbol = venueSymbol('１２３４５６');
const PERCENT = '%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96';
const call = trading.openOrders(symbol);

/** The payload that was signed and its signature, percent-encoding taken off. */
function signedPart(url: string): { readonly payload: string; readonly signature: string } {
  const [payload = '', signature = ''] = new URL(url).search.slice(1).split('&signature=');
  return { payload, signature: decodeURIComponent(signature) };
}

describe('signing for Binance', () => {
  it('percent-encodes a query before it is signed', () => {
    const { payload, signature } = signedPart(call.http(signing).url);
    expect(payload).to.equal(`symbol=${PERCENT}&recvWindow=5000&timestamp=${VENUE_TIME}`);
    expect(signature).to.equal(signatureOf(payload));
  });

  it('signs the parameters of a frame as they are, by the alphabet', () => {
    const { params } = JSON.parse(call.frame?.('7', signing) ?? '') as { params: Record<string, unknown> };
    expect(params['symbol']).to.equal(symbol);
    expect(params['signature']).to.equal(
      signatureOf(`apiKey=${API_KEY}&recvWindow=5000&symbol=${symbol}&timestamp=${VENUE_TIME}`),
    );
  });

  const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const [type, generate, digest] of [
    ['Ed25519', () => generateKeyPairSync('ed25519'), null],
    ['RSA', rsa, 'sha256'],
  ] as const)
    it(`takes ${type} keys, whose base64 is percent-encoded in an address`, () => {
      const { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject } = generate();
      const signer = keySigner(new Secret(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()));
      const isRight = (text: string, signature: string) =>
        verify(digest, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
      const signatures = Array.from({ length: 8 }, (_, at) => {
        const by: Signing = { credentials: { ...signing.credentials, signer }, venueTime: VENUE_TIME + at };
        const { url } = call.http(by);
        const { payload, signature } = signedPart(url);
        expect(isRight(payload, signature)).to.equal(true);
        expect(url).to.match(/&signature=[\w%.-]+$/);
        const { params } = JSON.parse(call.frame?.('7', by) ?? '') as { params: Record<string, string> };
        const text = `apiKey=${API_KEY}&recvWindow=5000&symbol=${symbol}&timestamp=${VENUE_TIME + at}`;
        expect(isRight(text, params['signature'] ?? '')).to.equal(true);
        return signature;
      });
      expect(signatures.join('')).to.match(/[+/=]/);
    });

  it('takes whole milliseconds, and the window that is asked for', () => {
    const narrow = binanceAt({
      rest: 'https://rest.test',
      stream: 'wss://s.test',
      wsApi: 'wss://w.test',
      recvWindowMs: 250,
    });
    expect(narrow.trading.callLifetimeMs).to.equal(250);
    const { url } = narrow.trading.balances().http({ ...signing, venueTime: 1_760_000_000_123.75 });
    expect(signedPart(url).payload).to.equal('omitZeroBalances=true&recvWindow=250&timestamp=1760000000123');
  });

  for (const recvWindowMs of [0, -1, 60_001, 0.5, NaN])
    it(`throws for a window of ${recvWindowMs} ms`, () => {
      expect(() => binanceAt({ rest: '', stream: '', wsApi: '', recvWindowMs })).to.throw(
        RangeError,
        `recvWindowMs is not within 1 and 60000: ${recvWindowMs}`,
      );
    });

  it('throws where there is nothing to sign with', () => {
    expect(() => call.http(undefined)).to.throw(RangeError, 'GET /api/v3/openOrders needs credentials');
    expect(() => call.frame?.('7', undefined)).to.throw(RangeError, 'openOrders.status needs credentials');
  });
});
