// Opens a journal and tracks in it, keeps nothing of it but the subscription, and collects garbage: it has to stay locked.
// Arguments: the journal's file.
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { interval, map } from 'rxjs';

import { openOrderJournal } from '../../../src/journal/index.js';
import { endlessInput } from './endlessInputs.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const track = (file: string) => openOrderJournal(file).track();

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('no file');
interval(20)
  .pipe(
    map((n) => endlessInput(n + 1)),
    track(file),
  )
  .subscribe();
for (let round = 0; round < 5; round++) {
  await delay(40);
  collect();
}
writeSync(1, 'collected\n');
