import { expect } from 'chai';
import { lastValueFrom, NEVER, of, Subject, toArray, type Observable } from 'rxjs';

import type { SocketEvent } from '../../../../src/connector/index.js';
import { scriptedSocketServer, type ScriptedSocketServer } from '../../../../src/testing/index.js';
import { webSockets } from '../../../../src/transport/index.js';

const sockets = webSockets();

/** All that a connection tells, in short. */
const story = (events$: Observable<SocketEvent>): Promise<readonly unknown[]> =>
  lastValueFrom(events$.pipe(toArray())).then((events) =>
    events.map((event) => {
      if (event._tag === 'socketOpened') return 'opened';
      if (event._tag === 'socketMessage') return event.bytes === undefined ? event.text : [...event.bytes];
      return event.wasOpen ? [event.code, event.reason] : [event.refusedStatus, event.retryAfterMs];
    }),
  );

describe('scriptedSocketServer', () => {
  let server: ScriptedSocketServer;

  beforeEach(async () => {
    server = await scriptedSocketServer({ limitMs: 100 });
  });
  afterEach(() => server.close());

  const connect = (path: string, send$: Observable<string> = NEVER) =>
    story(sockets({ url: server.url + path, headers: { 'X-Test': 'yes' }, send$ }));

  it('says frames and values, expects frames and values, and closes with a code', async () => {
    const told = connect('/ws?streams=a', of('{"id":1}', 'ping'));
    const connection = await server.connection();
    expect(connection).to.deep.include({ path: '/ws', query: { streams: 'a' } });
    expect(connection.headers['x-test']).to.equal('yes');
    expect(await connection.expectJson()).to.deep.equal({ id: 1 });
    expect(await connection.expect()).to.equal('ping');
    connection.sayJson({ result: null });
    connection.say('text');
    connection.say(new Uint8Array([1, 255]));
    connection.close(4001, 'maintenance');
    expect(await told).to.deep.equal(['opened', '{"result":null}', 'text', [1, 255], [4001, 'maintenance']]);
    expect(await connection.ended).to.deep.equal({ code: 4001, reason: 'maintenance' });
    expect(connection.received).to.deep.equal(['{"id":1}', 'ping']);
  });

  it('gives out connections in order, those that came before too, and cuts lines', async () => {
    const told = [connect('/1')];
    const one = await server.connection();
    told.push(connect('/2'));
    const two = await server.connection();
    expect([one.path, two.path]).to.deep.equal(['/1', '/2']);
    expect(server.connections).to.deep.equal([one, two]);
    two.cut();
    expect((await told[1])?.[1]).to.deep.equal([1006, '']);
    one.close(1000);
    expect(await told[0]).to.deep.equal(['opened', [1000, '']]);
  });

  it('refuses the next wish, with a status and headers, and those that it is told to look at', async () => {
    server.refuseOnce({ status: 429, headers: { 'Retry-After': '7' } });
    expect(await connect('/')).to.deep.equal([[429, 7_000]]);
    expect(server.connections).to.deep.equal([]);
    const told = connect('/');
    (await server.connection()).close(1000);
    expect((await told)[0]).to.equal('opened');

    const picky = await scriptedSocketServer({
      refuse: ({ query }) => (query['key'] === 'good' ? undefined : { status: 401 }),
    });
    expect(await story(sockets({ url: `${picky.url}/?key=bad`, send$: NEVER }))).to.deep.equal([
      [401, undefined],
    ]);
    const letIn = story(sockets({ url: `${picky.url}/?key=good`, send$: NEVER }));
    await picky.connection();
    await picky.close();
    expect((await letIn)[0]).to.equal('opened');
  });

  it('rejects what is expected and does not come', async () => {
    const failed = async (promise: Promise<unknown>): Promise<string> => {
      try {
        await promise;
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return 'it came';
    };
    expect(await failed(server.connection())).to.equal('no connection came within 100 ms');
    const send$ = new Subject<string>();
    const told = connect('/', send$);
    const connection = await server.connection();
    expect(await failed(connection.expect())).to.equal('no frame came within 100 ms');
    const waiting = failed(connection.expect());
    connection.close(1000);
    expect(await waiting).to.equal('no frame came: the connection ended');
    expect(await failed(connection.expect())).to.equal('no frame came: the connection ended');
    await told;
    await server.close();
    expect(await failed(server.connection())).to.equal('no connection came: the server was closed');
    server = await scriptedSocketServer();
  });

  it('keeps frames that came before they were expected, after the end too', async () => {
    const told = connect('/', of('a', 'b'));
    const connection = await server.connection();
    while (connection.received.length < 2) await new Promise((resolve) => setImmediate(resolve));
    connection.cut();
    await told;
    expect([await connection.expect(), await connection.expect()]).to.deep.equal(['a', 'b']);
  });

  it('cuts all when it is closed, and nobody listens any more', async () => {
    const told = connect('/');
    const { ended } = await server.connection();
    await server.close();
    expect((await told)[1]).to.deep.equal([1006, '']);
    expect((await ended).code).to.equal(1006);
    expect(await connect('/')).to.deep.equal([[undefined, undefined]]);
    server = await scriptedSocketServer();
  });
});
