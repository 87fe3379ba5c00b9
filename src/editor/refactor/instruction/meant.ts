/**
 * The instruction that the user means: the selected earlier row, or otherwise the typed text. Rows update a moment
 * after typing, so a row without the typed words is outdated.
 */
export function meant(typed: string, row: string | undefined, earlier: readonly string[]): string | undefined {
  const isTheirs = row !== undefined && earlier.includes(row) && row.toLowerCase().includes(typed.toLowerCase());
  return isTheirs ? row : typed || row;
}
