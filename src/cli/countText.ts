/** A count and what is counted: `1 gap`, `2 gaps`. */
export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
