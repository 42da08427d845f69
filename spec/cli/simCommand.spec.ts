import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { expect } from 'chai';

import { resultOf, runCli, startCli } from './runCli.js';

/** What `--json` prints. */
const linesOf = (stdout: string): readonly Readonly<Record<string, unknown>>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

describe('orderflow sim', () => {
  it('serves for as long as it is told, and says where and with what key', async () => {
    const { code, stdout } = await runCli('sim', '--json', '--seed', '7', '--duration', '0.2');
    const [serving, stopped] = linesOf(stdout);
    expect(serving).to.include({ type: 'serving', seed: 7, apiKey: 'simulated-key-02ff152c' });
    expect(serving?.['restUrl']).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(serving?.['apiUrl']).to.match(/^ws:\/\/127\.0\.0\.1:\d+\/ws-api\/v3$/);
    expect(serving?.['funds']).to.deep.equal({ USDT: '1000000', BTC: '10', ETH: '200', BNB: '500' });
    expect(stopped).to.deep.equal({ type: 'stopped', reason: 'duration', faults: 0 });
    expect(code).to.equal(0);
  });

  it('ends on a signal, and tells the faults that came', async () => {
    const child = startCli('sim', '--json', '--faults', 'serverError@1');
    const ended = resultOf(child);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { restUrl } = JSON.parse(line) as { restUrl: string };
    expect((await fetch(`${restUrl}/api/v3/ping`)).status).to.equal(503);
    expect((await fetch(`${restUrl}/api/v3/ping`)).status).to.equal(200);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    const [, fault, stopped] = linesOf(stdout);
    expect(fault).to.include({ type: 'fault', name: 'serverError', hit: 'GET /api/v3/ping' });
    expect(stopped).to.deep.equal({ type: 'stopped', reason: 'SIGINT', faults: 1 });
  });

  it('says it in words', async () => {
    const { stdout } = await runCli('sim', '--duration', '0.1');
    expect(stdout.replaceAll(/:\d{4,5}/g, ':PORT')).to.equal(
      `The embedded exchange, in Binance's protocol, seed 1
REST          http://127.0.0.1:PORT/api/v3
streams       ws://127.0.0.1:PORT/ws, ws://127.0.0.1:PORT/stream
WebSocket API ws://127.0.0.1:PORT/ws-api/v3
API key       simulated-key-a087eaf3
secret        simulated-secret-00b349c98706c4eb
funds         1000000 USDT, 10 BTC, 200 ETH, 500 BNB
symbols       BTCUSDT, ETHUSDT, ETHBTC, BNBUSDT
stopped (duration), 0 faults
`,
    );
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['--faults', 'drop:2'], /fault "drop:2": 2 is no share from 0 to 1/],
    [['--port', '70000'], /expected a whole number below 65536/],
    [['--seed', 'x'], /expected a whole number/],
  ];
  for (const [args, message] of wrong)
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runCli('sim', ...args);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
      expect(stderr).to.match(message);
    });

  it('says where a port is taken', async () => {
    const child = startCli('sim', '--json');
    const ended = resultOf(child);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { port } = new URL((JSON.parse(line) as { restUrl: string }).restUrl);
    const { code, stderr } = await runCli('sim', '--port', port);
    expect({ code, stderr }).to.deep.equal({ code: 2, stderr: `orderflow: port ${port} is in use\n` });
    child.kill('SIGTERM');
    expect((await ended).code).to.equal(0);
  });
});
