import { expect } from 'chai';
import { Observable, type Subscriber } from 'rxjs';

import type { SocketEvent, SocketPort } from '../../../src/connector/index.js';
import { userSocket } from '../../../src/connector/trading/userSocket.js';
import { fakeVenue } from '../support/fakeVenue.js';

/** A port whose connections a test drives; `takes` tells whether it takes what is to be sent. */
function driven(takes = true) {
  const sent: string[] = [];
  const open: Subscriber<SocketEvent>[] = [];
  const port: SocketPort = ({ send$ }) =>
    new Observable((subscriber) => {
      open.push(subscriber);
      subscriber.next({ _tag: 'socketOpened', openedAt: 0 });
      if (takes) subscriber.add(send$.subscribe((text) => sent.push(text)));
    });
  const say = (text: string): void =>
    open.at(-1)?.next({ _tag: 'socketMessage', text, bytes: undefined, receivedAt: 7 });
  const close = (reason: string): void => {
    open.at(-1)?.next({
      _tag: 'socketClosed',
      wasOpen: true,
      code: 1006,
      reason,
      refusedStatus: undefined,
      retryAfterMs: undefined,
      closedAt: 0,
    });
    open.at(-1)?.complete();
  };
  return { port, sent, say, close };
}

function kept(world: ReturnType<typeof driven>) {
  const events: string[] = [];
  const socket = userSocket(world.port, fakeVenue(), {
    url: () => 'ws://fake',
    keep: { name: 'c' },
    redact: (text) => text,
    now: () => 3,
  });
  const subscription = socket.events$.subscribe(({ _tag, connection }) =>
    events.push(`${_tag} ${connection}`),
  );
  const call = (id: string): string[] => {
    const outcomes: string[] = [];
    socket
      .link()
      ?.call(id, `frame ${id}`, 1_000)
      .subscribe((sent) =>
        outcomes.push(
          sent._tag === 'callAnswered'
            ? `${sent.answer.status} ${sent.answer.sentAt} ${sent.answer.receivedAt}`
            : `${sent._tag}: ${sent.reason}`,
        ),
      );
    return outcomes;
  };
  return { socket, events, call, subscription };
}

describe('userSocket', () => {
  it('matches answers to calls by their ids, in whatever order they come', () => {
    const world = driven();
    const { call, events, subscription } = kept(world);
    const [first, second] = [call('1'), call('2')];
    world.say('{"id":"2","status":200,"body":{}}');
    world.say('{"id":"1","status":400,"body":{}}');
    world.say('{"id":"1","status":200,"body":{}}');
    expect([first, second]).to.deep.equal([['400 3 7'], ['200 3 7']]);
    expect(world.sent).to.deep.equal(['frame 1', 'frame 2']);
    expect(events).to.deep.equal(['linkUp c 1']);
    subscription.unsubscribe();
  });

  it('what was written when the connection ends may have been done; what was not certainly was not', () => {
    for (const [takes, outcome] of [
      [true, 'outcomeUnknown: gone'],
      [false, 'notSent: gone'],
    ] as const) {
      const world = driven(takes);
      const { call, subscription } = kept(world);
      const outcomes = call('1');
      world.close('gone');
      expect(outcomes).to.deep.equal([outcome]);
      subscription.unsubscribe();
    }
  });

  it('a call over a connection that has ended since is not sent, and there is none to make it over', () => {
    const world = driven();
    const { socket, subscription } = kept(world);
    const link = socket.link();
    world.close('gone');
    const outcomes: string[] = [];
    link?.call('1', 'frame', 1_000).subscribe(({ _tag }) => outcomes.push(_tag));
    expect(outcomes).to.deep.equal(['notSent']);
    expect(socket.link()).to.equal(undefined);
    expect(socket.names()).to.deep.equal([]);
    expect(world.sent).to.deep.equal([]);
    subscription.unsubscribe();
  });

  it('whoever stops to keep it leaves no call without a result', () => {
    const world = driven();
    const { call, subscription } = kept(world);
    const outcomes = call('1');
    subscription.unsubscribe();
    expect(outcomes).to.deep.equal(['outcomeUnknown: the connection was closed']);
  });
});
