type Colour = (code: string) => string | undefined;

/** Code up to this many characters is coloured without a look: even what is hostile takes less than 100 ms. */
const FREE = 1500;
/**
 * Pieces of longer code are coloured first, for their time alone. Patterns of some languages take time by the square of
 * a text's length; a piece that takes more than `most` milliseconds says so before the whole is tried.
 */
const looks = [
  { size: 2_000, most: 30 },
  { size: 8_000, most: 60 },
  { size: 24_000, most: 100 },
] as const;

/** The coloured code; undefined if it would block the panel, so that it is shown plain. */
export function colourWithin(code: string, colour: Colour, now: () => number): string | undefined {
  if (code.length <= FREE) return colour(code);
  const isSlow = (piece: string, most: number): boolean => {
    const start = now();
    colour(piece);
    return now() - start > most;
  };
  for (const { size, most } of looks) {
    if (size >= code.length && size !== looks[0].size) break;
    for (let at = 0; at < code.length; at += size) {
      const piece = code.slice(at, at + size);
      // Something else may have taken the time, so the second time counts.
      if (isSlow(piece, most) && isSlow(piece, most)) return undefined;
    }
  }
  return colour(code);
}
