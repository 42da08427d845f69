import { itKeepsThePromises, itTellsStories } from './journalLaws.js';
import { temporaryFolder } from './temporaryJournal.js';

describe('openOrderJournal, at length', () => {
  const path = temporaryFolder();
  itKeepsThePromises(path, 400);
  itTellsStories(path, 1000);
});
