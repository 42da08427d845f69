/** The longest time, in milliseconds, that a timer keeps: one that is set to more goes off at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
