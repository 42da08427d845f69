import { readFileSync } from 'node:fs';

import { Command, Option } from 'commander';

import { explainCommand, ORDER_HINT, type ExplainCommandOptions } from './explainCommand.js';
import { addLiveCommands } from './live/addLiveCommands.js';
import { linesValue, secondsValue, seedValue, speedValue, symbolsValue } from './optionValues.js';
import { ordersCommand, type OrdersCommandOptions } from './ordersCommand.js';
import { playCommand, type PlayCommandOptions } from './playCommand.js';
import { reduceCommand, type ReduceCommandOptions } from './reduceCommand.js';
import { replayCommand, type ReplayCommandOptions } from './replayCommand.js';
import type { Terminal } from './terminal.js';

const EXIT_CODES = `
Exit codes: 0 done, also when interrupted; 2 usage: unknown option, unknown venue or order, bad value;
3 bad input: a file that is missing, broken, in use, or not what it is to be; 4 the venue or one of its rules
would not do it; 1 anything else.`;

const REDUCE_HELP = `
An input is one JSON object a line. In the package, docs/orders.md tells its
fields and those of an event, docs/journal.md what a journal is. For example:
  orderflow reduce docs/examples/bittrex.jsonl --journal /tmp/orders.db`;

const JOURNAL_HELP = `
A journal is what openOrderJournal or "orderflow reduce --journal" writes. It
is only read, and may be in use. In the package, docs/journal.md tells of it,
and of the keys of --format json.`;

/** The command line `orderflow`. Throws a CommanderError instead of ending the process. */
export function createProgram(terminal: Terminal): Command {
  const { stdout, stderr } = terminal;
  const program = new Command('orderflow')
    .description('Order books and order events from what exchanges sent.')
    .version(version())
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) });

  program
    .command('replay')
    .description('build the books of a recording and print the account of it')
    .argument('<file>', 'the recording, plain or gzip; - for standard input')
    .addOption(venueOption())
    .option('--speed <X|max>', 'how many times as fast as it was recorded', speedValue, 'max')
    .addOption(new Option('--format <format>', 'what to print').choices(['table', 'json']).default('table'))
    .addOption(symbolsOption())
    .option('--digest-at <lines|@file>', 'digest the books that these lines changed (0-based)', linesValue)
    .action((file: string, options: ReplayCommandOptions) => replayCommand(file, options, terminal));

  program
    .command('play')
    .description('show the books of a recording as they were; without FILE those of a generated one')
    .argument('[file]', 'the recording, plain or gzip; - for standard input')
    .addOption(venueOption())
    .option('--speed <X|max>', 'how many times as fast as it was recorded', speedValue, 1)
    .addOption(symbolsOption())
    .option('--duration <seconds>', 'end after so many seconds of recorded time', secondsValue)
    .option('--seed <N>', 'the seed of the generated recording', seedValue)
    .action((file: string | undefined, options: PlayCommandOptions) => playCommand(file, options, terminal));

  program
    .command('reduce')
    .description('take in what was heard of orders, and print what happened to them: events, as JSON lines')
    .argument('[file]', 'the inputs as JSON lines, plain or gzip; - for standard input', '-')
    .option('--updates', 'print after its events each order that an input changed, too')
    .option('--journal <file>', 'write all of it to this journal, which may be new; events get numbers')
    .addHelpText('after', REDUCE_HELP)
    .action((file: string, options: ReduceCommandOptions) => reduceCommand(file, options, terminal));

  program
    .command('orders')
    .description('print the orders of a journal')
    .argument('<file>', 'the journal')
    .addOption(new Option('--open', 'only those that have not ended').conflicts('ended'))
    .option('--ended', 'only those that have ended')
    .option('--venue <name>', 'only those of this venue')
    .option('--symbol <symbol>', "only those of this symbol, by the venue's own name")
    .addOption(new Option('--fills', 'print the fills of each order below it; json has them always'))
    .addOption(textFormatOption())
    .addOption(
      new Option('--check', 'print what is damaged in the journal, and no orders').conflicts([
        'open',
        'ended',
        'venue',
        'symbol',
        'fills',
        'format',
      ]),
    )
    .addHelpText('after', JOURNAL_HELP)
    .action((file: string, options: OrdersCommandOptions) => ordersCommand(file, options, terminal));

  program
    .command('explain')
    .description('tell what happened to one order of a journal, input by input')
    .argument('<file>', 'the journal')
    .argument('<order>', "a client id, a venue id, or the key of the order, in quotes: '#3'")
    .addOption(textFormatOption())
    .addHelpText('after', JOURNAL_HELP)
    // What a shell takes for a comment never gets here.
    .showHelpAfterError(ORDER_HINT)
    .action((file: string, order: string, options: ExplainCommandOptions) =>
      explainCommand(file, order, options, terminal),
    );

  addLiveCommands(program, terminal);

  return program;
}

const venueOption = () => new Option('--venue <name>', "the venue, where the file's name does not tell it");

const textFormatOption = () =>
  new Option('--format <format>', 'what to print: text, or JSON lines')
    .choices(['text', 'json'])
    .default('text');

const symbolsOption = () =>
  new Option('--symbols <A,B>', "only these symbols, by the venue's own names").argParser(symbolsValue);

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
