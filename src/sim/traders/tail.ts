/** A number at or above zero with a long tail; half of them are below `median`. */
export const tail = (random: () => number, median: number): number => median * (1 / (1 - random()) - 1);
