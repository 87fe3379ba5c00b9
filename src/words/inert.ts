/** VS Code cuts a notification after this many characters. */
const MOST = 1000;
/** A modal dialog shows more, but must fit on a screen. */
const MOST_DETAIL = 4000;

/** Controls, bidi marks, separators and other characters that change how the words around them are shown. */
const disturbing = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]+/gu;

/** A line with a blank for each run of such characters. */
export const stilled = (line: string): string => line.replaceAll(disturbing, " ");

/**
 * Makes words with text of a model, a server or a file inert for VS Code's own surfaces: `[text](command:…)` becomes no
 * link, `$(name)` no icon, and no character changes the order of others. At most 1,000 characters, on one line.
 */
export const inertWords = (words: string): string => inert(stilled(bounded(words, MOST)));

/** Like `inertWords`, for several lines of at most 4,000 characters together. */
export const inertLines = (words: string): string =>
  inert(
    bounded(words, MOST_DETAIL)
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .map(stilled)
      .join("\n"),
  );

// A space is enough: VS Code reads neither a link nor an icon then.
const inert = (words: string): string => words.replaceAll("](", "] (").replaceAll("$(", "$ (");

/** Cuts before a pattern reads the words, and between characters. */
const bounded = (words: string, most: number): string =>
  words.length <= most ? words : `${words.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
