#!/usr/bin/env node
import { endOnEarlySignals } from './earlySignals.js';

// Imported later: it takes a while to load, and whoever starts it may want it to end before.
endOnEarlySignals();
await import('./runProgram.js');
