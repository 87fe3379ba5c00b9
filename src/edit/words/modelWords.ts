import type { Nearest } from "../text/types.ts";

/*
 * What the engine tells the model, and nothing else: each function takes the data of one refusal and gives its message,
 * in the order what happened, what the file really has, what to do. The words for the user are the editor's.
 */

/** What a message calls the edit, the text that was looked for, and the text that replaces it. */
export type Wording = { what: string; search: string; replacement: string };

/** The wording for edit `index` (from 0) of `count`. */
export const editWording = (index: number, count: number): Wording => ({
  what: count > 1 ? `Edit ${index + 1} of ${count}` : "The edit",
  search: "oldText",
  replacement: "newText",
});

/** The wording for hunk `index` (from 0) of `count`, of the file `path` where the patch names several. */
export const hunkWording = (index: number, count: number, path: string | undefined): Wording => ({
  what: (count > 1 ? `Hunk ${index + 1} of ${count}` : "The hunk") + (path === undefined ? "" : ` for ${path}`),
  search: "its old text (context and removed lines)",
  replacement: "its new text",
});

/** "line 4" or "lines 4, 9": each once, twelve at most. */
function listed(lines: readonly number[]): string {
  const different = [...new Set(lines)];
  const shown = different.slice(0, 12).join(", ") + (different.length > 12 ? ", …" : "");
  return `${different.length === 1 ? "line" : "lines"} ${shown}`;
}

/** The nearest place with its lines, what differs there, and what to do. */
function nearestWords({ startLine, endLine, text, differences }: Nearest): string {
  const where = startLine === endLine ? `line ${startLine}, which reads` : `lines ${startLine}–${endLine}, which read`;
  const what = differences.length > 0 ? `\nWhat differs:\n- ${differences.join("\n- ")}` : "";
  return (
    `The nearest place is ${where}:\n${text}${what}\n` +
    "If this is the place you meant, copy these lines exactly as they are and send the edit again."
  );
}

const behind = (nearest: Nearest | undefined): string => (nearest ? ` ${nearestWords(nearest)}` : "");

/** A known slip of models in a search text. */
export type Slip =
  | { is: "line-numbers" }
  | { is: "fence" }
  | { is: "elision"; line: string }
  | { is: "entities" }
  | { is: "written-break" };

function slipWords(slip: Slip): string {
  switch (slip.is) {
    case "line-numbers":
      return " The search text begins its lines with line numbers; leave them out.";
    case "fence":
      return " The search text begins with a Markdown fence; leave it out unless the file has it.";
    case "elision":
      return (
        ` The search text leaves lines out by "${slip.line}": then the lines before it and after it must each stand ` +
        "in the file only once. Write more of them, or all lines."
      );
    case "entities":
      return " The search text holds HTML entities such as &lt;; write the characters themselves.";
    case "written-break":
      return " The search text holds a written \\n; use a real line break.";
  }
}

/** How a line of the search differs from one of the file; "other" where no kind of difference covers it. */
export type Difference =
  "end-space" | "indentation" | "unseen" | "inner-space" | "case" | "longer" | "typography" | "other";

const differenceKinds: Record<Difference, string> = {
  "end-space": ", white space at its end",
  indentation: ", indentation",
  unseen: ", characters that cannot be seen",
  "inner-space": ", white space inside it",
  case: ", upper and lower case",
  longer: ", which is longer",
  typography: ", quotes, dashes or accents",
  other: "",
};

/** Sentences for `Nearest.differences`; `line` counts from 1, texts are quoted already. */
export const differs = (line: number, kind: Difference, searched: string, inFile: string): string =>
  `Line ${line}${differenceKinds[kind]}: the search has ${searched}, the file ${inFile}.`;
export const notInFile = (line: number, searched: string): string =>
  `Not in the file, before line ${line}: ${searched}.`;
export const notInSearch = (line: number, inFile: string): string => `Line ${line} is not in the search: ${inFile}.`;
export const moreDifferences = (count: number): string => `And ${count} more.`;
export const cutsInside = (line: number, side: "begins" | "ends", token: string): string =>
  `Line ${line}: the search ${side} inside of ${JSON.stringify(token)}.`;

// Search and replace

export const noEdit = (): string => "The call holds no edit. Send at least one.";

export const sameTexts = ({ what, search, replacement }: Wording): string =>
  `${what} changes nothing: ${search} and ${replacement} are the same. Send the text as it shall become.`;

export const emptySearch = ({ what, search, replacement }: Wording): string =>
  `${what} was not applied: ${search} is empty, but the file is not. ` +
  `Give the lines next to which to insert as ${search}, and repeat them in ${replacement}.`;

export const notThere = ({ what, search }: Wording, nearest: Nearest | undefined, slip: Slip | undefined): string =>
  `${what} was not applied: ${search} is not in the file. ` +
  (nearest ? nearestWords(nearest) : "Nothing in the file is like it; read the file again.") +
  (slip ? slipWords(slip) : "");

/** @param line where the replacement stands, from 1 */
export const seemsApplied = (
  { what, search, replacement }: Wording,
  line: number,
  nearest: Nearest | undefined,
): string =>
  `${what} seems to be applied already: ${search} is not in the file, but ` +
  `${replacement} is, at line ${line}. Nothing was changed. Go on, or read the file again.` +
  behind(nearest?.startLine === line ? undefined : nearest);

export const isApplied = ({ what, replacement }: Wording, line: number): string =>
  `${what} is applied already: line ${line} and its neighbours read as ` +
  `${replacement}. Nothing was changed. Go on, or read the file again.`;

export const elidesOtherwise = ({ what, search, replacement }: Wording, nearest: Nearest | undefined): string =>
  `${what} was not applied: ${search} leaves lines out. ${replacement} must leave the same ` +
  `ones out, by the same lines, so that they can be kept; or write all lines of both.${behind(nearest)}`;

export const elidesEnd = ({ what, search }: Wording, line: number, text: string): string =>
  `${what} was not applied: the lines that ${search} leaves out end its block: line ${line} of the ` +
  `file reads\n${text}\nand the lines after it belong elsewhere. Make one edit for each block, or write all lines.`;

export const cutsWord = (
  { what, search, replacement }: Wording,
  side: "begins" | "ends",
  token: string,
  line: number,
  text: string,
): string =>
  `${what} was not applied: ${search} ${side} inside of "${token}" at line ${line}, which reads:\n` +
  `${text}\nA part of a word, name or number is never replaced. Give the whole of it in ${search} and ${replacement}.`;

export const severalPlaces = ({ what, search }: Wording, count: number, lines: readonly number[]): string =>
  `${what} was not applied: ${search} has ${count} places, at ${listed(lines)}. ` +
  "Add the lines around the one you mean to both texts, until there is only one.";

export const miscounted = (
  { what, search }: Wording,
  expected: number,
  found: number,
  lines: readonly number[],
): string =>
  `${what} was not applied: ${expected} places were expected, but ${search} has ` +
  `${found}, at ${listed(lines)}. Correct the count or the text.`;

/** @param side the end at which the search has a line break and the replacement has none */
export const joinsLines = ({ what, search, replacement }: Wording, side: "begin" | "end"): string =>
  `${what} was not applied: ${search} ${side}s with a line break and ${replacement} ` +
  `does not, so two lines would be joined. Let both ${side} alike.`;

export const unclearIndent = ({ what, search, replacement }: Wording, line: number): string =>
  `${what} was not applied: line ${line} is indented, ${search} is not, and ` +
  `how deep the lines of ${replacement} belong is unclear. Give whole lines with their indentation in both.`;

export const standsForCode = ({ what, replacement }: Wording, line: string): string =>
  `${what} was not applied: ${replacement} stands for code by "${line}" and would delete what it ` +
  "stands for. Write the code out, or replace only the lines that change.";

/** @param first, second the edits' indexes, from 0 */
export const overlapping = (first: number, second: number, lines: readonly number[]): string =>
  `Nothing was applied: edits ${Math.min(first, second) + 1} and ${Math.max(first, second) + 1} change the ` +
  `same text (${listed(lines)}). Join them into one.`;

// Rewrites

export const emptyText = (): string =>
  "The file was not rewritten: the new text is empty. Delete the file if that is meant.";

export const textStandsForCode = (line: string): string =>
  `The file was not rewritten: the new text stands for code by "${line}" and would delete what it stands ` +
  "for. Send the whole text, or edit only the lines that change.";

export const holdsMarks = (line: string): string =>
  `The file was not rewritten: the new text holds "${line.trim().slice(0, 80)}", which is a mark of an edit and no part ` +
  "of the file. Send the edit by itself, or the whole text without such marks.";

export const sameText = (): string => "The new text is what the file holds already. Nothing was changed.";

// Patches

/** Why a patch is none that can be applied, for `badPatch`. */
export const patchReason = {
  binary: "it changes a binary file, which cannot be done as text",
  merge: "it is the combined diff of a merge, not one between two files",
  stray: (line: string) => `line "${line}" stands behind the end of a hunk, so it would be lost`,
  noMark: "it holds no line that begins with + or -",
  cut: "it begins with *** Begin Patch but has no *** End Patch, so it may be cut off",
  noHeader: (line: string) => `line "${line}" is no header such as *** Update File: path`,
  noFile: "it names no file",
  noName: "it does not say which file it changes",
  behindDelete: (path: string, line: string) => `line "${line}" follows *** Delete File: ${path}`,
  emptyUpdate: (path: string) => `*** Update File: ${path} changes nothing`,
  unmarked: (path: string, line: string) => `line "${line}" of the new file ${path} does not begin with +`,
  unknownLine: (line: string) => `line "${line}" is not known`,
  unchanged: (path: string) => `it changes nothing in ${path}`,
  deletesMore: (path: string) =>
    `it deletes ${path}, but the file holds more lines than the patch removes; read it again`,
  severalFiles: (names: string) => `it changes several files (${names}) and no path says which is meant`,
  otherFiles: (path: string, names: string) => `it has no section for ${path}; it has ${names}`,
  deletes: (path: string) => `it deletes ${path}, which is not an edit of its text`,
  moves: (path: string, stays: boolean) => `it ${stays ? "copies" : "moves"} ${path}, which is not an edit of its text`,
};

export const badPatch = (reason: string): string =>
  `The patch was not applied: ${reason}. Nothing was changed. Send it whole and well-formed.`;

export const noMarkedLine = (): string => "The patch changes nothing: no line begins with + or -.";

export const noLine = ({ what }: Wording): string => `${what} holds no line.`;

export const severalReadings = ({ what }: Wording): string =>
  `${what} was not applied: its context has several places, because a line of it may lack its mark. ` +
  "Write a space before each line of context.";

export const headingElsewhere = ({ what }: Wording, line: number, heading: string): string =>
  `${what} was not applied: its old text has several places. Its @@ names line ${line}, but "${heading}" ` +
  "is the heading of another one. Correct the @@ line, or add lines of context until there is only one place.";

export const noContext = ({ what }: Wording): string =>
  `${what} was not applied: it has no context or removed line, so it could stand anywhere. ` +
  "Add the lines around it, each with a space before it.";

export const linesStand = ({ what }: Wording): string =>
  `${what} is applied already: its lines stand where it puts them. Nothing was changed.`;

export const noAnchor = ({ what }: Wording, anchors: readonly string[]): string =>
  `${what} was not applied: the file has no line "${anchors.join('", then "')}" as its @@ names. ` +
  "Name a line that is there, or leave the @@ line empty and give more context.";

export const aboveAnchor = ({ what }: Wording, anchor: string): string =>
  `${what} was not applied: its lines stand above the line "${anchor}" that its @@ ` +
  "names, not below. Correct the @@ line or the context.";

/** @param line from 1 */
export const longHeader = ({ what }: Wording, line: number): string =>
  `${what} was not applied: its @@ names line ${line}, and what begins there goes on in the next lines. ` +
  "Add the lines around the new ones, each with a space before it.";

// Files

export const unsafeReason = {
  empty: "it is empty",
  control: "it holds a control character",
  absolute: "it is absolute",
  above: "it leads out of its folder by ..",
  folder: "it names a folder",
};

export const unsafePath = (path: string, reason: string): string =>
  `The patch was not applied: the path "${path}" is not allowed: ${reason}. Use a path relative to the workspace.`;

export const addsExisting = (): string =>
  "The patch adds the file, but it exists already. Update it with hunks that hold context lines.";

export const fileExists = (path: string, same: boolean): string =>
  `The patch was not applied: ${path} exists already${same ? ", with the same text" : ""}. ` +
  "Update the file instead of adding it, or choose another path.";

const cannotAdd = (path: string, why: string): string =>
  `The patch was not applied: ${path} cannot be added, because ${why}. Choose another path.`;
export const isFolder = (path: string, folder: string): string => cannotAdd(path, `${folder} is a folder`);
export const inFile = (path: string, file: string): string => cannotAdd(path, `${file} is a file, not a folder`);

/** @param alike files of the same name */
export const noSuchFile = (path: string, alike: readonly string[]): string =>
  `The patch was not applied: there is no file ${path}. ` +
  (alike.length > 0 ? `Did you mean ${alike.join(" or ")}?` : "Add it with *** Add File, or correct the path.");
