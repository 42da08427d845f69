import { readFileSync } from 'node:fs';

import { Command, Option } from 'commander';

import { linesValue, secondsValue, seedValue, speedValue, symbolsValue } from './optionValues.js';
import { playCommand, type PlayCommandOptions } from './playCommand.js';
import { replayCommand, type ReplayCommandOptions } from './replayCommand.js';
import type { Terminal } from './terminal.js';

const EXIT_CODES = `
Exit codes: 0 done, also when interrupted; 2 usage: unknown option, unknown venue, bad value;
3 bad input: a file that is missing, broken or no recording; 1 anything else.`;

/** The command line `orderflow`. Throws a CommanderError instead of ending the process. */
export function createProgram(terminal: Terminal): Command {
  const { stdout, stderr } = terminal;
  const program = new Command('orderflow')
    .description('Order books from what exchanges sent.')
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

  return program;
}

const venueOption = () => new Option('--venue <name>', "the venue, where the file's name does not tell it");

const symbolsOption = () =>
  new Option('--symbols <A,B>', "only these symbols, by the venue's own names").argParser(symbolsValue);

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
