/**
 * What the user means: the row they went to, if it is one of the earlier; else what they typed. The rows follow the
 * typing a moment later, so a row that does not have the typed words is not theirs any more.
 */
export function meant(typed: string, row: string | undefined, earlier: readonly string[]): string | undefined {
  const isTheirs = row !== undefined && earlier.includes(row) && row.toLowerCase().includes(typed.toLowerCase());
  return isTheirs ? row : typed || row;
}
