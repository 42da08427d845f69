import { expect } from 'chai';

import { resultOf, startWith } from './runCli.js';

/** Sends a signal as soon as anybody listens to it, which is long before a command runs. */
const signalEarly = (signal: string): string =>
  `process.on('newListener', (event) => { if (event === '${signal}') setImmediate(() => process.kill(process.pid, '${signal}')); })`;

const run = async (signal: string, ...args: readonly string[]) => {
  const child = startWith(signalEarly(signal), ...args);
  child.stdin.end();
  return resultOf(child);
};

describe('a signal that comes before the command runs', function () {
  this.timeout(30_000);

  it('ends it with 0, and nothing is done', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'])
      expect(await run(signal, 'exchanges')).to.deep.equal({ code: 0, stdout: '', stderr: '' });
  });

  it('does not let an order seem to have been sent', async () => {
    expect(await run('SIGINT', 'buy', 'BTC-USDT', '1', '--exchange', 'binance')).to.deep.equal({
      code: 4,
      stdout: '',
      stderr: 'orderflow: interrupted: nothing was sent\n',
    });
  });
});
