// Feeds a journal at full speed, and tells what is acknowledged, until it is killed.
// Arguments: the journal's file, the number of the first input, and how many inputs come in a turn (0: all in one).
import { writeSync } from 'node:fs';
import { Observable } from 'rxjs';

import { openOrderJournal } from '../../../src/journal/index.js';
import type { OrderInput } from '../../../src/orders/index.js';
import { endlessInput } from './endlessInputs.js';

const [file, first, inTurn] = process.argv.slice(2);
if (file === undefined) throw new Error('no file');

const endless$ = new Observable<OrderInput>((subscriber) => {
  let n = Number(first);
  const turn = (): void => {
    for (let i = 0; i < (Number(inTurn) || Infinity); i++) subscriber.next(endlessInput(n++));
    setImmediate(turn);
  };
  turn();
});
const journal = openOrderJournal(file, { keepFinished: 5 });
writeSync(1, 'open\n');
endless$.pipe(journal.track()).subscribe(({ inputSeq, numbered }) => {
  const last = numbered.at(-1)?.seq;
  writeSync(1, `${inputSeq} ${last ?? ''}\n`);
});
