import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

/** What a run of the command line ended with. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built command line. */
export const startCli = (...args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [MAIN, ...args]);

/** Starts it after a script. */
export const startWith = (script: string, ...args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(script)}`, MAIN, ...args]);

/** Starts it so that it takes its standard output for a terminal of 80 columns and 24 rows. */
export const startOnScreen = (...args: readonly string[]): ChildProcessWithoutNullStreams =>
  startWith('Object.assign(process.stdout,{isTTY:true,columns:80,rows:24})', ...args);

/** Runs it with standard output into a file. */
export async function runInto(path: string, ...args: readonly string[]): Promise<Omit<CliResult, 'stdout'>> {
  const out = openSync(path, 'w');
  try {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', out, 'pipe'] });
    let stderr = '';
    child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, stderr };
  } finally {
    closeSync(out);
  }
}

/** What a started run gives until it ends. */
export async function resultOf(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

/** Runs the built command line to its end, without input. */
export async function runCli(...args: readonly string[]): Promise<CliResult> {
  const child = startCli(...args);
  child.stdin.end();
  return resultOf(child);
}
