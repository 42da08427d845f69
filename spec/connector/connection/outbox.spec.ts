import { expect } from 'chai';

import { Outbox } from '../../../src/connector/connection/outbox.js';

describe('Outbox', () => {
  it('keeps frames until the connection takes them, in order, and tells which it took', () => {
    const outbox = new Outbox();
    const first = outbox.send('a');
    const taken: string[] = [];
    expect(first.isWritten()).to.equal(false);
    const subscription = outbox.send$.subscribe((text) => taken.push(text));
    const second = outbox.send('b');
    expect(taken).to.deep.equal(['a', 'b']);
    expect([first.isWritten(), second.isWritten()]).to.deep.equal([true, true]);
    subscription.unsubscribe();
    expect(outbox.send('c').isWritten()).to.equal(false);
    expect(taken).to.deep.equal(['a', 'b']);
  });

  it('a frame that is sent while another is taken comes after it', () => {
    const outbox = new Outbox();
    const taken: string[] = [];
    outbox.send$.subscribe((text) => {
      taken.push(text);
      if (text === 'a') outbox.send('c');
    });
    outbox.send('a');
    outbox.send('b');
    expect(taken).to.deep.equal(['a', 'c', 'b']);
  });
});
