/**
 * A name as the least careful file system compares it: case, width, characters that some ignore (HFS+), and dots and
 * blanks at the end (Windows) make no difference.
 */
export const plainName = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .toLowerCase()
    .replace(/:.*$/, "")
    .replace(/(?<=[^. ])[. ]+$/, "")
    .trim();
