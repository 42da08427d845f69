import { expect } from 'chai';

import { openOrderJournal } from '../../src/journal/index.js';
import { orderFromJson, orderInputFromJson } from '../../src/orders/index.js';
import { temporaryFolder } from '../journal/orders/temporaryJournal.js';
import { SCENE, TERMS, timed, writeJournal } from './orderJournals.js';
import { resultOf, runCli, startOnScreen } from './runCli.js';

const ADOPTED = `\
#3  pendingCancel  sell limit 2 BTC at 3 USD, mine BTC-USD
    client id c2, venue id v2
    executed 1 of 2 at 3
    created 2026-01-05T00:00:08.000Z
    cancel x1 awaits its answer
    anomaly linkedLate: venue id v2 was adopted

input 9  2026-01-05T00:00:08.000Z
    to be submitted: sell limit 2 BTC at 3 USD, which the venue can accept until 2026-01-05T00:00:05.000Z (client id c2)
    before: not heard of
    after:  pendingCreate, executed 0 of 2; the submit awaits its answer until 2026-01-05T00:00:05.000Z

input 10  2026-01-05T00:00:09.000Z
    the venue acknowledges the submit (client id c2, venue id v2)
    by its ids, order #2 is this one, and becomes part of it; its story up to here:

    input 7  2026-01-05T00:00:06.000Z
        the venue reports partiallyFilled, executed 1 (venue id v2)
        before: not heard of
        after:  partiallyFilled, executed 0; the venue told of 1 executed, fills for 1 are missing
        event 6: created, adopted: it was not submitted here, or had been given up

    input 8  2026-01-05T00:00:07.000Z
        the venue tells of fill up to 1: 1 at 3, sell (venue id v2)
        before: partiallyFilled, executed 0; the venue told of 1 executed, fills for 1 are missing
        after:  partiallyFilled, executed 1 at 3
        event 7: filled 1 at 3

    before: pendingCreate, executed 0 of 2; the submit awaits its answer until 2026-01-05T00:00:05.000Z
    after:  partiallyFilled, executed 1 of 2 at 3
    event 8: anomaly linkedLate: venue id v2 was adopted

input 11  2026-01-05T00:00:10.000Z
    to be cancelled: request x1 (client id c2)
    before: partiallyFilled, executed 1 of 2 at 3
    after:  pendingCancel, executed 1 of 2 at 3; cancel x1 awaits its answer

The venue need not be asked for anything.
`;

const UNANSWERED = `\
#5  pendingCreate  buy limit 2 BTC at 0.3 USD, mine BTC-USD
    client id c4
    executed 0 of 2
    created 2026-01-05T00:00:13.000Z
    the submit awaits its answer until 2026-01-05T00:00:20.000Z

\x1b[1minput 14\x1b[22m  2026-01-05T00:00:13.000Z
    to be submitted: buy limit 2 BTC at 0.3 USD, which the venue can accept
      until 2026-01-05T00:00:20.000Z (client id c4)
    before: not heard of
    after:  pendingCreate, executed 0 of 2; the submit awaits its answer until
      2026-01-05T00:00:20.000Z

To be asked of the venue:
    the order itself: the submit was not answered
`;

/** A line of the JSON, of which each has some keys. */
interface Line {
  readonly inputSeq?: number;
  readonly input?: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly events?: readonly { readonly seq: number; readonly event: object }[];
  readonly absorbed?: { readonly key: number; readonly steps: readonly Line[] };
  readonly order?: unknown;
  readonly wants?: unknown;
}

const HINT = "an order is named by a client id, a venue id, or its key in quotes, as '#3'";

describe('orderflow explain', function () {
  this.timeout(30_000);
  const path = temporaryFolder();

  it('tells the story of an order by any of its names, with that of one that proved to be it', async () => {
    const file = writeJournal(path('orders.db'), SCENE);
    for (const name of ['c2', 'v2', '#3'])
      expect(await runCli('explain', file, name), name).to.deep.equal({
        code: 0,
        stdout: ADOPTED,
        stderr: '',
      });
  });

  it('breaks lines in a terminal, and says what the venue is to be asked', async () => {
    const file = writeJournal(path('orders.db'), SCENE);
    const child = startOnScreen('explain', file, 'c4');
    child.stdin.end();
    const { code, stdout } = await resultOf(child);
    expect([
      code,
      stdout.replace('\x1b[1m\x1b[90mpendingCreate\x1b[39m\x1b[22m', 'pendingCreate'),
    ]).to.deep.equal([0, UNANSWERED]);
  });

  it('says where an input waited for its order, and where one changed nothing', async () => {
    const of = { _tag: 'submitAcknowledged', clientId: 'c1', venueId: 'v1' };
    const inputs = timed([
      { _tag: 'submitRequested', clientId: 'c1', terms: TERMS, validUntil: 0 },
      { _tag: 'orderReported', venueId: 'v1', status: 'open' },
      of,
      of,
    ]).map(orderInputFromJson);
    const file = writeJournal(path('orders.db'), inputs);
    const { stdout } = await runCli('explain', file, 'c1');
    expect(stdout.slice(stdout.indexOf('input 3'))).to.equal(`\
input 3  2026-01-05T00:00:02.000Z
    the venue acknowledges the submit (client id c1, venue id v1)
    before: pendingCreate, executed 0 of 2; the submit awaits its answer until 1970-01-01T00:00:00.000Z
    after:  open, executed 0 of 2
    event 1: created

input 2  2026-01-05T00:00:01.000Z, waited for its order
    the venue reports open (venue id v1)
    as before: open, executed 0 of 2

input 4  2026-01-05T00:00:03.000Z
    the venue acknowledges the submit (client id c1, venue id v1)
    as before: open, executed 0 of 2

The venue need not be asked for anything.
`);
  });

  it('prints JSON lines: a step each, then the order as it is, with what is to be asked', async () => {
    const file = writeJournal(path('orders.db'), SCENE);
    const linesOf = async (name: string) => {
      const { code, stdout, stderr } = await runCli('explain', file, name, '--format', 'json');
      expect([code, stderr]).to.deep.equal([0, '']);
      return stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
    };
    const lines = await linesOf('c2');
    expect(lines.map((line) => Object.keys(line).join())).to.deep.equal([
      'inputSeq,input,after,events',
      'inputSeq,input,before,after,events,absorbed',
      'inputSeq,input,before,after,events',
      'key,status,executedBase,executedQuote,averagePrice,order,wants',
    ]);
    const [submit, acknowledge, , last] = lines;
    expect(lines.map(({ inputSeq }) => inputSeq)).to.deep.equal([9, 10, 11, undefined]);
    expect(orderInputFromJson(acknowledge?.input)).to.deep.equal(SCENE[9]);
    expect(acknowledge?.before).to.deep.equal(submit?.after);
    expect(acknowledge?.after).to.include({ status: 'partiallyFilled', executedBase: '1' });
    const [told, ...others] = acknowledge?.events ?? [];
    expect([told?.seq, others]).to.deep.equal([8, []]);
    expect(told?.event).to.include({ _tag: 'anomaly', kind: 'linkedLate', clientId: 'c2' });
    const { key, steps } = acknowledge?.absorbed ?? {};
    expect([key, steps?.map(({ inputSeq }) => inputSeq)]).to.deep.equal([2, [7, 8]]);
    const journal = openOrderJournal(file);
    expect(orderFromJson(last?.order)).to.deep.equal(journal.order('c2').order);
    journal.close();
    expect(last?.wants).to.deep.equal([]);
    expect((await linesOf('c4')).at(-1)?.wants).to.deep.equal([{ _tag: 'lookUp', because: 'answerLost' }]);
  });

  it('shows an order as it is where its story has been removed', async () => {
    const file = writeJournal(path('orders.db'), SCENE);
    const journal = openOrderJournal(file);
    journal.compact({ endedBefore: Date.UTC(2027, 0) });
    journal.close();
    expect((await runCli('explain', file, 'c1')).stdout).to.equal(`\
#1  filled  buy limit 2 BTC at 100.5 USD, mine BTC-USD
    client id c1, venue id v1
    executed 2 of 2 at 99.9875, fees 0.001 BNB, 0.05 USD
    created 2026-01-05T00:00:00.000Z, ended 2026-01-05T00:00:04.000Z
    trade t1: 0.5 at 100.25, fee 0.05 USD, 0.001 BNB, taker, 2026-01-05T00:01:40.000Z
    trade t2: 1.5 at 99.9, 2026-01-05T00:01:40.000Z

Its inputs have been removed from the journal: this is what is left of it.

The venue need not be asked for anything.
`);
    const { stdout } = await runCli('explain', file, 'c1', '--format', 'json');
    expect(stdout).to.match(/^\{"key":1,"status":"filled",.*"wants":\[\]\}\n$/);
  });

  it('ends with 2 where no order, or more than one, is named', async () => {
    const submit = { _tag: 'submitRequested', clientId: 'c1', terms: TERMS, validUntil: 0 };
    const both = timed([submit, { ...submit, venue: 'another' }]).map(orderInputFromJson);
    const file = writeJournal(path('orders.db'), both);
    const refused = async (name: string, reason: string) => {
      const { code, stdout, stderr } = await runCli('explain', file, name);
      expect([code, stdout, stderr]).to.deep.equal([2, '', `orderflow: ${file}: ${reason}; ${HINT}\n`]);
    };
    await refused('nobody', 'no order nobody');
    await refused('3', 'no order 3');
    await refused('#3', 'no order number 3');
    await refused('c1', 'several orders have the id c1: 1 (mine BTC-USD), 2 (another BTC-USD)');
    // What a shell makes of #3 without quotes.
    const { code, stderr } = await runCli('explain', file);
    expect([code, stderr]).to.deep.equal([2, `error: missing required argument 'order'\n${HINT}\n`]);
  });

  it('ends with 3 where there is no journal', async () => {
    const { code, stdout, stderr } = await runCli('explain', path('none.db'), 'c1');
    expect([code, stdout, stderr]).to.deep.equal([
      3,
      '',
      `orderflow: ${path('none.db')}: there is no such file\n`,
    ]);
  });
});
