import { expect } from 'chai';

import { closeReason } from '../../../src/connector/connection/closeReason.js';

describe('closeReason', () => {
  it('is what was told', () => {
    expect(closeReason({ reason: 'maintenance', code: 1012, wasOpen: true })).to.equal('maintenance');
    expect(closeReason({ reason: 'connect ECONNREFUSED', code: undefined, wasOpen: false })).to.equal(
      'connect ECONNREFUSED',
    );
  });

  it('is what is known where nothing was told', () => {
    const said = (code: number | undefined, wasOpen = true, reason = '') =>
      closeReason({ reason, code, wasOpen });
    expect(said(1001)).to.equal('closed by the other side: going away (1001)');
    expect(said(1006, true, ' ')).to.equal('closed by the other side: without a close frame (1006)');
    expect(said(4321)).to.equal('closed by the other side: code 4321');
    expect(said(undefined)).to.equal('closed, no reason was told');
    expect(said(undefined, false)).to.equal('it could not be opened, no reason was told');
  });
});
