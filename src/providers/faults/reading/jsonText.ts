/**
 * The most characters of an error's body and of its words that are read; the reason comes first, echoes of the request
 * later. Every phrase list stays below 20 ms on words of that length.
 */
export const longestRead = { body: 65_536, words: 6000 } as const;

/** The part of a body that is read. */
export const readPart = (body: string): string => body.slice(0, longestRead.body);
/** The part of a server's words that is read. */
export const readWords = (words: string): string => words.slice(0, longestRead.words);
