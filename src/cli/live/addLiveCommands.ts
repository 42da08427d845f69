import { Option, type Command } from 'commander';
import type { Decimal } from 'decimal.js';

import { decimalValue, faultsValue, portValue, secondsValue, seedValue } from '../optionValues.js';
import { exchangesCommand, type ExchangesCommandOptions } from '../exchangesCommand.js';
import { simCommand, type SimCommandOptions } from '../simCommand.js';
import type { Terminal } from '../terminal.js';
import { cancelCommand, type CancelCommandOptions } from './cancelCommand.js';
import { demoCommand, type DemoCommandOptions } from './demoCommand.js';
import { followCommand, watchCommand, type MarketCommandOptions } from './marketCommands.js';
import { orderCommand, type OrderCommandOptions } from './orderCommand.js';
import { recordCommand, type RecordCommandOptions } from './recordCommand.js';

const SIM_HELP = `
q, SIGINT and SIGTERM end it. In the package, docs/simulator.md tells what it
speaks and which faults there are. For example:
  orderflow sim --port 8080 --faults lostAnswer:0.05,disconnect:60s`;

/** The commands that connect, and that of the embedded exchange to connect to. */
export function addLiveCommands(program: Command, terminal: Terminal): void {
  program
    .command('exchanges')
    .description('print every venue that there is, and what can be done there')
    .option('--json', 'print JSON lines')
    .action((options: ExchangesCommandOptions) => exchangesCommand(options, terminal));

  observed(program.command('demo'))
    .description(
      'trade on the embedded exchange, over sockets, and show all of it; needs no network and no keys',
    )
    .option('--seed <N>', 'the seed of the market and of the faults', seedValue, 1)
    .option('--faults <list>', 'what goes wrong, as in "sim"', faultsValue)
    .option('--duration <seconds>', 'end after so many seconds', secondsValue)
    .option('--json', 'print JSON lines')
    .action((options: DemoCommandOptions) => demoCommand(options, terminal));

  program
    .command('sim')
    .description("serve the embedded exchange in Binance's protocol, for one account made for the run")
    .option('--port <N>', 'the port on 127.0.0.1; 0 for any that is free', portValue, 0)
    .option('--seed <N>', 'the seed of the market, the key and the faults', seedValue, 1)
    .option('--faults <list>', 'what goes wrong: lostAnswer:0.05,disconnect:60s', faultsValue)
    .option('--duration <seconds>', 'end after so many seconds', secondsValue)
    .option('--json', 'print JSON lines')
    .addHelpText('after', SIM_HELP)
    .action((options: SimCommandOptions) => simCommand(options, terminal));

  for (const [name, channels, description] of FOLLOWED)
    marketCommand(program.command(name), description)
      .option('--json', 'print JSON lines')
      .action((pairs: readonly string[], options: MarketCommandOptions) =>
        followCommand(pairs, channels, options, terminal),
      );

  marketCommand(program.command('watch'), 'show books and trades of instruments as they change')
    .option('--json', 'print JSON lines')
    .action((pairs: readonly string[], options: MarketCommandOptions) =>
      watchCommand(pairs, options, terminal),
    );

  marketCommand(program.command('record'), 'write what comes of books and trades, for "orderflow replay"')
    .option('--out <file>', 'where to; compressed where it ends in .gz (default: the venue and the time)')
    .action((pairs: readonly string[], options: RecordCommandOptions) =>
      recordCommand(pairs, options, terminal),
    );

  for (const side of ['buy', 'sell'] as const)
    accountCommand(program.command(side), `${side}: send one order, and print what happens to it`)
      .argument('<pair>', "the instrument, as BTC-USDT or by the venue's own name")
      .argument('<amount>', 'how much, in base currency', decimalValue)
      .option('--price <price>', 'the limit, in quote currency; without it a market order', decimalValue)
      .addOption(new Option('--type <type>', 'what kind of order').choices(['limit', 'limitMaker', 'market']))
      .option('--max-notional <worth>', 'what it may be worth at most, in quote currency', decimalValue)
      .option('--wait <seconds>', 'how long to follow an order that is open', secondsValue, 2)
      .addHelpText('after', KEYS_HELP)
      .action((pair: string, amount: Decimal, options: OrderCommandOptions) =>
        orderCommand(side, pair, amount, options, terminal),
      );

  accountCommand(program.command('cancel'), 'take one open order back')
    .argument('<order>', 'its client id, or the id that the venue gave it')
    .addHelpText('after', KEYS_HELP)
    .action((order: string, options: CancelCommandOptions) => cancelCommand(order, options, terminal));
}

const KEYS_HELP = `
Keys come from the environment: BINANCE_API_KEY, and BINANCE_API_SECRET or, for
an Ed25519 or RSA key in PEM, BINANCE_PRIVATE_KEY. To try it without a venue:
  orderflow sim --port 8080     # prints a key and a secret for that run
  orderflow buy BTC-USDT 0.01 --exchange binance --url http://127.0.0.1:8080`;

/** What a connector does may be written down and counted. */
const observed = (command: Command): Command =>
  command
    .option('--log <file>', 'write a log of the connector to this file, as JSON lines')
    .option('--metrics <port>', 'serve its numbers to Prometheus, on 127.0.0.1; 0 for any port', portValue);

const accountCommand = (command: Command, description: string): Command =>
  observed(command)
    .description(description)
    .requiredOption('--exchange <name>', 'the venue')
    .option('--url <address>', 'where it is, such as what "orderflow sim" prints; of binance alone')
    .option('--live', 'a real venue is meant, and real money')
    .option('--journal <file>', 'write all of it to this journal, which may be new')
    .option('--json', 'print JSON lines');

const FOLLOWED = [
  ['book', { books: true }, 'print the best prices of instruments whenever they change'],
  ['trades', { trades: true }, 'print the trades of instruments'],
] as const;

const marketCommand = (command: Command, description: string): Command =>
  command
    .description(description)
    .argument('<pairs...>', "instruments, as BTC-USDT or by the venue's own names")
    .requiredOption('--exchange <name>', 'the venue')
    .option('--url <address>', 'where it is, such as what "orderflow sim" prints; of binance alone')
    .option('--duration <seconds>', 'end after so many seconds', secondsValue);
