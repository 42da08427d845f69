import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process that answers: each question names what is to be done. */
export class ChildProcess {
  /** @param {string} file beside this one @param {string[]} args @param {string[]} [execArgv] */
  constructor(file, args, execArgv = []) {
    this.name = args[0] ?? file;
    /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
    this.open = new Map();
    this.asked = 0;
    this.child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
      execArgv: ['--expose-gc', ...execArgv],
      serialization: 'advanced',
    });
    this.child.on('message', (/** @type {any} */ { id, value, error }) => {
      const question = this.open.get(id);
      this.open.delete(id);
      if (error === undefined) question?.resolve(value);
      else question?.reject(new Error(`${this.name}: ${error}`));
    });
    this.exited = new Promise((resolve) => {
      this.child.on('exit', (code) => {
        for (const { reject } of this.open.values()) reject(new Error(`${this.name} ended (${code})`));
        resolve(undefined);
      });
    });
  }

  /** @param {string} what @param {unknown} [given] @returns {Promise<any>} */
  ask(what, given) {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject });
      this.child.send({ id, what, given });
    });
  }

  async end() {
    if (this.child.connected) this.child.disconnect();
    await this.exited;
  }
}

/**
 * In the process that was started: answers what is asked; ends with the one who asks.
 *
 * @param {Record<string, (given: any) => unknown>} answers
 */
export function answer(answers) {
  process.on('message', async (/** @type {any} */ { id, what, given }) => {
    try {
      process.send?.({ id, value: await answers[what]?.(given) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
}
