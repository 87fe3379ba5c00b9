/** One measured number, as bench/results.json holds it. */
export type Row = { name: string; value: number; unit: string; note?: string };

/** A row with a meaningfully rounded value: three significant digits below 1,000. */
export function row(name: string, value: number, unit: string, note?: string): Row {
  return { name, value: rounded(value), unit, ...(note !== undefined && { note }) };
}

function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

/** The median; for an even count, the mean of the two middle values. NaN if empty. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

/** "5 samples, 12 to 31": the spread that a median hides. */
export function spread(values: readonly number[]): string {
  return `${values.length} samples, ${rounded(Math.min(...values))} to ${rounded(Math.max(...values))}`;
}
