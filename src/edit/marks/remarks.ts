/** A longer line is no sentence between two edits. */
const maxLength = 300;

/** Whether a line can only be a comment, in some language. */
export const isComment = (line: string): boolean =>
  /^(?:\/\/|#+(?:\s|$)|--\s|;+\s|%+\s|\/\*|\*(?:\s|\/|$)|<!--|\{\/\*|\{#|\.{3}$|…$)/.test(line.trim());

/** Whether a line is a sentence, such as stands between two edits. */
export const isSentence = (line: string): boolean =>
  line.length <= maxLength && /^(?:[-*>] |\d+[.)] |#+ )?["'`*(]*\p{Lu}[^=;{}]*\s.*[.:!]["'`*)]*$/u.test(line.trim());

/** A tag of the formats that wrap edits: `<diff>`, `</replace_in_file>`. */
export const isEditTag = (line: string): boolean =>
  /^<\/?(?:edits?|diffs?|changes?|patch|update|replace_in_file|apply_diff|search_(?:and_)?replace|str_replace|blocks?)>$/i.test(
    line.trim(),
  );
