import { createHmac, createPrivateKey, sign, type KeyObject } from 'node:crypto';

import type { Secret, Signer } from '../connector/index.js';

/** Signs by HMAC-SHA256: the secret is any text. */
export function hmacSigner(secret: Secret): Signer {
  return {
    algorithm: 'HMAC-SHA256',
    sign: (text) => createHmac('sha256', secret.reveal()).update(text, 'utf8').digest('hex'),
  };
}

/**
 * Signs with a private key in PEM (PKCS#8 or PKCS#1), without a passphrase: Ed25519, or RSA with SHA-256 (PKCS#1 v1.5).
 *
 * @throws {TypeError} where the text is no such key; the error does not show it.
 */
export function keySigner(pem: Secret): Signer {
  const key = privateKeyOf(pem);
  const algorithm = { ed25519: 'Ed25519', rsa: 'RSA-SHA256' } as const;
  const type = key.asymmetricKeyType;
  if (type !== 'ed25519' && type !== 'rsa')
    throw new TypeError(`a private key for ${type ?? 'nothing'}: Ed25519 or RSA is needed`);
  const digest = type === 'rsa' ? 'sha256' : null;
  return {
    algorithm: algorithm[type],
    sign: (text) => sign(digest, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
}

function privateKeyOf(pem: Secret): KeyObject {
  try {
    return createPrivateKey(pem.reveal());
  } catch {
    // Its cause might quote what it could not read.
    throw new TypeError('no private key in PEM without a passphrase');
  }
}
