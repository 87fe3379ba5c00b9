import type { EditError } from "../../edit/index.ts";

/**
 * Why a block was not applied: the words for the user, the line to look at (from 1), and a message for the model, if it
 * can do better.
 */
export type Refusal = { words: string; path?: string; line?: number; forModel?: string };

/** Longer differing lines are better viewed in the file. */
const MAX_DIFFERENCE = 160;

/** Why an edit failed and what the user can do. The engine's own message is for the model. */
export function refusalOf(error: EditError, path: string): Refusal {
  const refusal = toldOf(error, path);
  return doneAlready.has(error.kind)
    ? refusal
    : { ...refusal, forModel: `Your change of ${path} was not applied. ${error.message}` };
}

/** These need no request to the model. */
const doneAlready: ReadonlySet<EditError["kind"]> = new Set(["already-applied", "no-change"]);

function toldOf(error: EditError, path: string): Refusal {
  const name = `"${path}"`;
  const at = (words: string, line: number | undefined): Refusal => ({
    words,
    path,
    ...(line !== undefined && { line }),
  });
  switch (error.kind) {
    case "not-found": {
      const { nearest } = error;
      if (!nearest)
        return at(`Nothing in ${name} is like the text that this block replaces. Is it another file?`, undefined);
      const lines =
        nearest.startLine === nearest.endLine
          ? `line ${nearest.startLine}`
          : `lines ${nearest.startLine}–${nearest.endLine}`;
      const [differs] = nearest.differences;
      const shown = differs === undefined || differs.length > MAX_DIFFERENCE ? "" : ` ${differs}`;
      return at(
        `The text that this block replaces is not in ${name}. The nearest place is ${lines}.${shown}`,
        nearest.startLine,
      );
    }
    case "already-applied":
      return at(`${name} has this change already, it seems.`, error.nearest?.startLine);
    case "no-change":
      return at(`${name} reads already as this block wants it.`, undefined);
    case "ambiguous":
      return at(
        `The text that this block replaces occurs in ${name} at lines ${listed(error.places)}, and it is unclear which is meant. Make the change by hand, or ask for more lines around it.`,
        error.places[0],
      );
    case "count-mismatch":
      return at(
        `The text that this block replaces occurs in ${name} ${error.found} times, not ${error.expected}.`,
        error.places[0],
      );
    case "overlap":
      return at(`Two changes of this block are to the same lines of ${name}. Ask for them as one.`, error.places[0]);
    case "placeholder":
      return at(
        `This block leaves out code of ${name} by "${error.line.trim()}", which would be deleted. Ask for the code in full.`,
        undefined,
      );
    case "empty-text":
      return at(`This block would empty ${name}. Delete the file if that is meant.`, undefined);
    case "empty-search":
      return at(`This block does not say what it replaces in ${name}. Put it in at the cursor instead.`, undefined);
    case "line-break":
      return at(`This block would join two lines of ${name}. Ask for the change with whole lines.`, undefined);
    case "exists":
      return at(`${name} exists already, and this block creates it again. Ask for a change to it instead.`, undefined);
    case "missing-file":
      return { words: `There is no file ${name} in this workspace.` };
    case "unsafe-path":
      return { words: `${name} is outside of the workspace.` };
    case "bad-patch":
      return at(`This block is no whole patch of the text of ${name}. Ask for it again.`, undefined);
  }
}

/** "4 and 9", "4, 9 and 12"; at most eight. */
function listed(lines: readonly number[]): string {
  const shown = [...new Set(lines)].slice(0, 8);
  const last = shown.at(-1) ?? 0;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${last}` : String(last);
}
