/*
 * What the model is told about edits of lines by number: what happened, what the file really has, what to do. Regions
 * are lines such as "12#abc| text".
 */

const nothing = "Nothing was replaced";

export const noTag = (region: string): string =>
  `${nothing}: name each line by its number and tag, such as "${exampleOf(region)}". The lines now:\n${region}`;

export const noSuchLines = (first: number, last: number, count: number, region: string): string =>
  `${nothing}: there are no lines ${first} to ${last}. The file has ${count} lines` +
  (region === "" ? "." : `. Its last ones:\n${region}`);

export const tooManyLines = (most: number): string => `${nothing}: replace at most ${most} lines at once.`;

export const otherTag = (line: number, tag: string, region: string): string =>
  `${nothing}: the tag of line ${line} is not "${tag}"; the file changed, or the number is another line's. ` +
  `The lines now:\n${region}\nSend it again with the names of the lines you mean.`;

export const linesStandForCode = (line: string): string =>
  `${nothing}: newText stands for code by "${line}" and would delete what it stands for. Write the code out, or ` +
  "replace only the lines that change.";

export const linesHoldMarks = (line: string): string =>
  `${nothing}: newText holds "${line.trim().slice(0, 80)}", which is a mark of an edit. Write only the new lines.`;

export const sameLines = (): string => "The lines read so already. Nothing was changed.";

/**
 * Offers lines by number after `failures` edits of a file failed, the last one with `message`, of which only the reason
 * stays: its advice is to quote once more.
 */
export const otherForm = (message: string, path: string, failures: number, region: string): string =>
  `${message.split(" The nearest place is ", 1)[0]} ${failures} edits of ${path} have failed. Use replace_lines now: name the first and the last line to ` +
  `replace by number and tag, such as "${exampleOf(region)}". The lines now:\n${region}`;

const exampleOf = (region: string): string => region.slice(0, Math.max(0, region.indexOf("|")));
