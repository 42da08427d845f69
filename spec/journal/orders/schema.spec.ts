import Sqlite from 'better-sqlite3';
import { expect } from 'chai';

import { migrate, versionOf } from '../../../src/journal/orders/schema.js';

const FILE = 'orders.db';

describe('the versions of a journal', () => {
  const first = (database: Sqlite.Database) => database.exec('CREATE TABLE a (x)');
  const second = (database: Sqlite.Database) => database.exec("INSERT INTO a VALUES ('two')");
  const third = (database: Sqlite.Database) => database.exec("INSERT INTO a VALUES ('three')");
  const broken = (): void => {
    throw new Error('no');
  };
  const rows = (database: Sqlite.Database): unknown[] => database.prepare('SELECT x FROM a').pluck().all();

  it('are stepped through from the one that there is', () => {
    const database = new Sqlite(':memory:');
    migrate(FILE, database, [first, second]);
    expect(versionOf(FILE, database, 2)).to.equal(2);
    migrate(FILE, database, [broken, broken, third]);
    expect(rows(database)).to.deep.equal(['two', 'three']);
    migrate(FILE, database, [broken, broken, broken]);
    expect(versionOf(FILE, database, 3)).to.equal(3);
  });

  it('are stepped through wholly or not at all', () => {
    const database = new Sqlite(':memory:');
    migrate(FILE, database, [first]);
    expect(() => migrate(FILE, database, [first, second, broken])).to.throw('no');
    expect(rows(database)).to.deep.equal([]);
    expect(versionOf(FILE, database, 1)).to.equal(1);
  });

  it('has tables that a person can query', () => {
    const database = new Sqlite(':memory:');
    migrate(FILE, database);
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')").pluck();
    expect(names.all()).to.have.members([
      'inputs',
      'orders',
      'order_ids',
      'fills',
      'steps',
      'events',
      'status_changes',
      'tracker',
    ]);
  });
});
