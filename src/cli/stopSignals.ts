import { fromEvent, merge } from 'rxjs';

/** Whoever started the process wants it to end. */
export const stopSignals$ = merge(fromEvent(process, 'SIGINT'), fromEvent(process, 'SIGTERM'));
