import { generateKeyPairSync, verify } from 'node:crypto';
import { format, inspect } from 'node:util';

import { expect } from 'chai';

import { Secret } from '../../src/connector/index.js';
import { hmacSigner, keySigner } from '../../src/transport/index.js';

describe('Secret', () => {
  it('is shown nowhere but where it is revealed', () => {
    const secret = new Secret('open sesame');
    const holder = { key: secret, list: [secret] };
    const shown = [
      String(secret),
      `${secret.toString()}`,
      JSON.stringify(holder),
      inspect(holder, { showHidden: true, depth: 9 }),
      format('%s %o %j', secret, secret, secret),
      String(new Error(`no ${String(secret)}`, { cause: secret })),
      Object.values(secret).join(),
      JSON.stringify(Object.assign({}, secret)),
    ].join('\n');
    expect(shown).not.to.contain('sesame');
    expect(shown).to.contain('[secret]');
    expect(secret.reveal()).to.equal('open sesame');
  });
});

describe('signers', () => {
  it('sign by HMAC as RFC 4231 (test case 2) has it', () => {
    const signer = hmacSigner(new Secret('Jefe'));
    expect(signer.algorithm).to.equal('HMAC-SHA256');
    expect(signer.sign('what do ya want for nothing?')).to.equal(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    expect(inspect(signer, { depth: 9, showHidden: true })).not.to.contain('Jefe');
  });

  for (const [type, algorithm, digest] of [
    ['ed25519', 'Ed25519', null],
    ['rsa', 'RSA-SHA256', 'sha256'],
  ] as const) {
    it(`sign with a key of type ${type}: the other key verifies it`, () => {
      const { privateKey, publicKey } =
        type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
      const signer = keySigner(new Secret(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()));
      expect(signer.algorithm).to.equal(algorithm);
      const text = 'symbol=１２３４５６&timestamp=1';
      const signature = Buffer.from(signer.sign(text), 'base64');
      expect(verify(digest, Buffer.from(text), publicKey, signature)).to.equal(true);
      expect(verify(digest, Buffer.from(`${text}0`), publicKey, signature)).to.equal(false);
    });
  }

  it('refuse what is no key, or one of another kind, and do not show it', () => {
    expect(() => keySigner(new Secret('-----BEGIN PRIVATE KEY-----\nsesame'))).to.throw(
      TypeError,
      /^no private key in PEM without a passphrase$/,
    );
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => keySigner(new Secret(pem))).to.throw(
      TypeError,
      'a private key for ec: Ed25519 or RSA is needed',
    );
  });
});
