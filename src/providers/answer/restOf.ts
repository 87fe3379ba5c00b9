/** A whole text without what was said of it; with other spaces it is the same. */
export function restOf(whole: string, said: string): string {
  if (whole.startsWith(said)) return whole.slice(said.length);
  const bare = (text: string): string => text.replace(/\s+/g, "");
  return bare(said).startsWith(bare(whole)) ? "" : whole;
}
