import { itKeepsThePromises } from './journalLaws.js';
import { temporaryFolder } from './temporaryJournal.js';

describe('openOrderJournal, at length', () => itKeepsThePromises(temporaryFolder(), 400));
