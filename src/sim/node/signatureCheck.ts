import { createHmac, createPublicKey, timingSafeEqual, verify, type KeyObject } from 'node:crypto';

import type { SignatureCheck } from '../dialects/binance/dialectOptions.js';

/**
 * Checks signatures: HMAC-SHA256 by secrets, in hexadecimal digits of either case; Ed25519, and RSA with SHA-256 (PKCS#1
 * v1.5), by public keys in PEM, in base64. By API key.
 *
 * Source: binance-spot-api-docs, `rest-api.md`, "Signature Case Sensitivity", as of 2026-01-15.
 *
 * @throws {Error} at the check, where a public key is none in PEM.
 */
export function signatureCheck(secrets: ReadonlyMap<string, string>): SignatureCheck {
  const publicKeys = new Map<string, KeyObject>();
  const publicKey = (apiKey: string, pem: string): KeyObject => {
    const known = publicKeys.get(apiKey) ?? createPublicKey(pem);
    publicKeys.set(apiKey, known);
    return known;
  };
  return ({ apiKey, algorithm }, text, signature) => {
    const secret = secrets.get(apiKey);
    if (secret === undefined) return false;
    if (algorithm === 'HMAC-SHA256') {
      const right = createHmac('sha256', secret).update(text, 'utf8').digest();
      const given = Buffer.from(signature, 'hex');
      return given.length === right.length && timingSafeEqual(given, right);
    }
    const digest = algorithm === 'RSA-SHA256' ? 'sha256' : null;
    const bytes = Buffer.from(text, 'utf8');
    return verify(digest, bytes, publicKey(apiKey, secret), Buffer.from(signature, 'base64'));
  };
}
