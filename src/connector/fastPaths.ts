/**
 * Whether short cuts are taken that give what the long way gives: frames read straight from their text, books built in one
 * step. Specs run on either path; nobody else has a reason to turn them off.
 */
export const fastPaths = { on: true };
