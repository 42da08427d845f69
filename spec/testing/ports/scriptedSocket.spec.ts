import { expect } from 'chai';
import { concat, ignoreElements, map, NEVER, of, throwError, timer } from 'rxjs';

import type { SocketEvent } from '../../../src/connector/index.js';
import { scriptedSocket, type ScriptedSocketOptions, type SocketScript } from '../../../src/testing/index.js';
import { timelineOf } from '../../support/operatorChecklist.js';

const brief = (event: SocketEvent): string => {
  if (event._tag === 'socketOpened') return `opened ${event.openedAt}`;
  if (event._tag === 'socketMessage')
    return event.bytes === undefined ? event.text : `bytes ${event.bytes.join()}`;
  const { wasOpen, code, reason, refusedStatus, retryAfterMs } = event;
  return `closed ${JSON.stringify({ wasOpen, code, reason, refusedStatus, retryAfterMs })}`;
};

/** What a script and a client tell of each other, and when. */
function told(script: SocketScript, options: ScriptedSocketOptions = {}, send$ = concat(of('hello'), NEVER)) {
  const log: string[] = [];
  const lines = timelineOf(() => {
    const venue = scriptedSocket(
      {
        ...script,
        closed: ({ number, received }) => log.push(`${number} ended after ${received.join() || 'nothing'}`),
      },
      options,
    );
    return venue.port({ url: 'ws://venue', headers: { key: 'k' }, send$ }).pipe(map(brief));
  }, 100);
  return [...lines, ...log];
}

describe('scriptedSocket', () => {
  it('is open at once, and says nothing, unless told otherwise', () => {
    expect(told({})).to.deep.equal(['0 opened 0', '1 ended after hello']);
  });

  it('hears each message and answers, texts and bytes, each with its time under way', () => {
    const script: SocketScript = {
      message: (connection, text) => {
        connection.send(`${text} to ${connection.url} by ${connection.headers['key']}`);
        connection.send(new Uint8Array([1, 2]));
        connection.close({ code: 1000, reason: 'done' });
        connection.send('too late');
      },
    };
    expect(told(script, { latencyMs: 10 })).to.deep.equal([
      '20 opened 20',
      '40 hello to ws://venue by k',
      '40 bytes 1,2',
      '40 closed {"wasOpen":true,"code":1000,"reason":"done"}',
      '40 |',
      '1 ended after hello',
    ]);
  });

  it('refuses, with a status and a time to wait, or as where nobody listens', () => {
    expect(
      told({ connect: (connection) => connection.refuse({ status: 429, retryAfterMs: 7000 }) }),
    ).to.deep.equal([
      '0 closed {"wasOpen":false,"reason":"429","refusedStatus":429,"retryAfterMs":7000}',
      '0 |',
      '1 ended after nothing',
    ]);
    expect(told({ connect: (connection) => connection.refuse() })[0]).to.equal(
      '0 closed {"wasOpen":false,"reason":"nobody listens"}',
    );
  });

  it('lets connecting take for ever, or some time', () => {
    expect(told({ connect: () => undefined })).to.deep.equal(['1 ended after nothing']);
    const late: SocketScript = { connect: (connection) => timer(30).subscribe(() => connection.accept()) };
    expect(told(late)[0]).to.equal('30 opened 30');
  });

  it('is cut, with the code of a dead line', () => {
    const script: SocketScript = { message: (connection) => timer(5).subscribe(() => connection.close()) };
    expect(told(script)[1]).to.equal('5 closed {"wasOpen":true,"code":1006,"reason":""}');
  });

  it('ends where what is to be sent fails; stays open where there is no more', () => {
    const failing$ = concat(
      timer(3).pipe(ignoreElements()),
      throwError(() => new Error('no key')),
    );
    expect(told({}, {}, failing$)[1]).to.equal(
      '3 closed {"wasOpen":true,"code":1006,"reason":"what was to be sent failed: no key"}',
    );
    expect(told({}, {}, concat(of('a'), of('b')))).to.deep.equal(['0 opened 0', '1 ended after a,b']);
  });

  it('gives each connection its own time under way, and knows which are open', () => {
    const venue = scriptedSocket({}, { latencyMs: (number) => (number === 1 ? 0 : 10) });
    const opened: string[] = [];
    timelineOf(() => {
      const one = venue.port({ url: 'a', send$: NEVER }).subscribe(({ _tag }) => opened.push(_tag));
      timer(15).subscribe(() => {
        opened.push(
          venue
            .open()
            .map(({ url, state }) => `${url} ${state}`)
            .join(),
        );
        one.unsubscribe();
      });
      timer(25).subscribe(() =>
        opened.push(
          venue
            .open()
            .map(({ url }) => url)
            .join(),
        ),
      );
      return venue.port({ url: 'b', send$: NEVER }).pipe(map(brief));
    }, 50);
    expect(opened).to.deep.equal(['socketOpened', 'a open,b open', 'b']);
    expect(venue.connections.map(({ state }) => state)).to.deep.equal(['closed', 'closed']);
  });

  it('sends nothing over a connection that is not accepted: that is a mistake of the script', () => {
    const venue = scriptedSocket({ connect: () => undefined });
    venue.port({ url: 'a', send$: NEVER }).subscribe();
    expect(() => venue.connections[0]?.send('x')).to.throw(RangeError, 'connection 1 is not accepted yet');
  });
});
