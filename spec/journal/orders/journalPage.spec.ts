import { readFileSync } from 'node:fs';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { writeJournal } from '../../cli/orderJournals.js';
import { runCli } from '../../cli/runCli.js';
import { temporaryFolder } from './temporaryJournal.js';

/** Where the page has its journal. */
const JOURNAL = '/tmp/orders.db';

const PAGE = readFileSync('docs/journal.md', 'utf8');

/** The blocks of a language on the page, each with the text that it is said to give. */
function blocks(language: 'sh' | 'sql'): readonly (readonly [code: string, text: string])[] {
  const block = new RegExp(
    `\`\`\`${language}\n([^]*?)\`\`\`\n\n(?:shows|says)\n\n\`\`\`text\n([^]*?)\`\`\``,
    'g',
  );
  return Array.from(PAGE.matchAll(block), ([, code = '', text = '']) => [code, text]);
}

/** Runs `npx orderflow ...` of the page with another journal; `| cut -c 1-N` cuts its lines. */
async function run(command: string, journal: string): Promise<string> {
  const [, words, columns] = /^npx orderflow (.*?)(?: \| cut -c 1-(\d+))?$/.exec(command) ?? [];
  expect(words, command).to.be.a('string');
  const { code, stdout, stderr } = await runCli(...words!.replace(JOURNAL, journal).split(' '));
  expect([code, stderr]).to.deep.equal([0, '']);
  return stdout.replaceAll(/^.*$/gm, (line) =>
    line.slice(0, columns === undefined ? undefined : Number(columns)),
  );
}

describe('docs/journal.md', () => {
  const path = temporaryFolder();

  it('shows what its commands print, from the top, and what its queries say', async function () {
    this.timeout(30_000);
    const [[commands, shown] = ['', ''], ...otherCommands] = blocks('sh');
    const [[queries, said] = ['', ''], ...otherQueries] = blocks('sql');
    expect([otherCommands, otherQueries]).to.deep.equal([[], []]);
    let printed = '';
    for (const command of commands.trimEnd().split('\n')) printed += await run(command, path('orders.db'));
    expect(shown.trim().split('\n').length).to.be.above(5);
    expect(printed.slice(0, shown.length)).to.equal(shown);

    const database = new Database(path('orders.db'), { readonly: true });
    const rows = queries
      .split(';')
      .filter((query) => query.trim() !== '')
      .flatMap((query) => database.prepare(query).raw().all() as readonly (readonly unknown[])[]);
    database.close();
    expect(rows.map((row) => `${row.join('|')}\n`).join('')).to.equal(said);
  });

  it('names each table, and each of its columns', () => {
    writeJournal(path('orders.db'), []);
    const database = new Database(path('orders.db'), { readonly: true });
    const read = (sql: string) => database.prepare(sql).pluck().all() as readonly string[];
    const tables = read("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')");
    const section = PAGE.slice(PAGE.indexOf('## The tables'));
    for (const table of tables) {
      const row = new RegExp(`^\\| \`${table}\` .*`, 'm').exec(section)?.[0];
      expect(row, table).to.be.a('string');
      // What `orders` holds the command shows; the others are for the library alone, or as those of `steps`.
      if (['orders', 'status_changes', 'tracker'].includes(table)) continue;
      for (const column of read(`SELECT name FROM pragma_table_info('${table}')`))
        expect(row, `${table} ${column}`).to.include(`\`${column}\``);
    }
    database.close();
    expect(tables).to.have.lengthOf(8);
  });
});
