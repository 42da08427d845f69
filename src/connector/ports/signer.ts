/**
 * Signs requests with a key that it does not show: not as text, not in JSON, not where a program prints it. Synchronous and
 * pure: the same text gives the same signature.
 */
export interface Signer {
  readonly algorithm: 'HMAC-SHA256' | 'Ed25519' | 'RSA-SHA256';
  /** The signature of a text: hexadecimal digits of an HMAC, base64 of the others. */
  readonly sign: (text: string) => string;
}
