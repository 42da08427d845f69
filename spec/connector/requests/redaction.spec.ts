import { expect } from 'chai';

import { Secret } from '../../../src/connector/index.js';
import { Redaction } from '../../../src/connector/requests/redaction.js';

describe('Redaction', () => {
  it('takes secrets out of texts, as they are and as they stand in an address', () => {
    const redaction = new Redaction();
    redaction.add(new Secret('a+b/c'));
    redaction.add(new Secret('plain'));
    expect(redaction.of('a+b/c, a%2Bb%2Fc and plain, plain')).to.equal(
      '[secret], [secret] and [secret], [secret]',
    );
  });

  it('takes signatures out, in an address, in JSON and as a header', () => {
    const redaction = new Redaction();
    expect(redaction.of('x?a=1&signature=0af3&b=2')).to.equal('x?a=1&signature=[secret]&b=2');
    expect(redaction.of('{"signature":"0af3","b":2}')).to.equal('{"signature":"[secret]","b":2}');
    expect(redaction.of('Signature: 0af3')).to.equal('Signature: [secret]');
  });

  it('leaves all else alone; a secret that is empty is none', () => {
    const redaction = new Redaction();
    redaction.add(new Secret(''));
    expect(redaction.of('getaddrinfo ENOTFOUND venue')).to.equal('getaddrinfo ENOTFOUND venue');
  });
});
