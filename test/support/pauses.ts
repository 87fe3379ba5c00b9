/** What the work results in, and the longest time between two turns of others, in milliseconds. */
export async function withPauses<T>(work: () => Promise<T>): Promise<{ result: T; longest: number }> {
  let last = performance.now();
  let longest = 0;
  const look = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(look, 1);
  const result = await work().finally(() => clearInterval(timer));
  look();
  return { result, longest };
}
