/*
 * What the model is told about edits of lines by number: what happened, what the file really has, what to do.
 */

export const noSuchLines = (first: number, last: number, count: number, region: string): string =>
  `Nothing was replaced: there are no lines ${first} to ${last}. The file has ${count} lines` +
  (region === "" ? "." : `; its last ones with their numbers:\n${region}`);

/** @param found the lines that read as given, from 1 */
export const otherLine = (line: number, given: string, found: readonly number[], region: string): string =>
  `Nothing was replaced: line ${line} does not read ${JSON.stringify(given)}` +
  (found.length === 1 ? `, line ${found[0]} does` : "") +
  `. The lines now, with their numbers:\n${region}\n` +
  "Send it again with the numbers and texts of the lines you mean, without the numbers in the texts.";

export const linesStandForCode = (line: string): string =>
  `Nothing was replaced: newText stands for code by "${line}" and would delete what it stands for. Write the code out, or ` +
  "replace only the lines that change.";

export const linesHoldMarks = (line: string): string =>
  `Nothing was replaced: newText holds "${line.trim().slice(0, 80)}", which is a mark of an edit. Write only the new lines.`;

export const sameLines = (): string => "The lines read so already. Nothing was changed.";

/** Offers lines by number after `failures` edits of a file failed. `region`: its lines with their numbers. */
export const otherForm = (path: string, failures: number, region: string): string =>
  `${failures} edits of ${path} have failed by their quotation. Use replace_lines for it instead: name the first and the ` +
  `last line to replace by number, with their texts as a check. The lines now, with their numbers:\n${region}`;
