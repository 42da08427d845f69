/** So many of a list, the oldest first: its newest, or its oldest where it is read forward. */
export const newest = <T>(items: readonly T[], limit: number, isForward = false): readonly T[] =>
  isForward ? items.slice(0, limit) : items.slice(Math.max(0, items.length - limit));
