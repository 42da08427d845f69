/** How wide the columns of rows are: each as its widest cell. */
export function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  return widths;
}

/** What stands between two columns. */
export const COLUMN_GAP = '  ';

/** Rows of cells as text: columns as wide as their widest cell, two spaces between, the first `left` of them aligned left. */
export function textTable(rows: readonly (readonly string[])[], left = 1): string {
  const widths = columnWidths(rows);
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at < left ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
        .join(COLUMN_GAP)
        .trimEnd(),
    )
    .join('\n');
}
