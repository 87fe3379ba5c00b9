import { addedMark, diffLine, firstMark, numberedLine, taggedPair } from "../marks/editMarks.ts";
import { editLine } from "../marks/editTexts.ts";
import { toLf } from "../text/lines.ts";
import { lineEdits } from "../diff/lineEdits.ts";
import { readOldNew } from "../marks/oldNew.ts";
import { addedPlaceholder } from "../placeholders/placeholder.ts";
import { withoutBom } from "../text/search.ts";
import { failure, type Failure, type TextEdit } from "../text/types.ts";
import * as words from "../words/modelWords.ts";

/**
 * The splices that turn a text (without byte order mark) into a new whole text. Lines that stay keep their bytes, new
 * ones take the line breaks around them, and the file keeps its way of ending. Refused: an empty text for a file that
 * is not, a text that stands for parts of the file by placeholders, and one that holds marks of edits which the file has not.
 */
export function rewriteOf(doc: string, given: string): { ok: true; edits: TextEdit[] } | Failure {
  let text = toLf(unfenced(withoutBom(given), doc));
  const mark = doc === "" ? firstMark(text) : strangeLine(toLf(doc), text);
  if (mark !== undefined) return madeOfMarks(mark);
  if (doc === "")
    return text === "" ? unchanged() : { ok: true, edits: [{ start: 0, end: 0, text: withoutBom(given) }] };
  if (text.trim() === "")
    return failure({
      kind: "empty-text",
      message: words.emptyText(),
    });
  const placeholder = addedPlaceholder(doc, text);
  if (placeholder !== undefined)
    return failure({
      kind: "placeholder",
      line: placeholder,
      message: words.textStandsForCode(placeholder),
    });
  if (doc.endsWith("\n") !== text.endsWith("\n")) text = text.endsWith("\n") ? text.slice(0, -1) : `${text}\n`;
  const edits = lineEdits(doc, text);
  return edits.length === 0 ? unchanged() : { ok: true, edits };
}

/** A line by which a text is an edit, or what a tool shows, and no text for the file. */
const strangeLine = (before: string, after: string): string | undefined =>
  addedMark(before, unescaped(after)) ??
  diffLine(before, after) ??
  numberedLine(before, after) ??
  oldNewLine(before, after) ??
  editLine(before, after) ??
  (taggedPair(before) === undefined ? taggedPair(after) : undefined);

/** Marks that were written for a page. */
const unescaped = (text: string): string =>
  text.replace(/^\s*(?:&[lg]t;){3,}/gm, (signs) => signs.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));

/** The first line of a text that is a part of the file and what shall replace it, below comments that say so. */
function oldNewLine(before: string, after: string): string | undefined {
  const lines = after.split("\n");
  const { edits = [] } = readOldNew(lines);
  if (readOldNew(before.split("\n")).begins || !edits.some(({ oldText }) => before.includes(oldText.trim())))
    return undefined;
  return lines.find((line) => line.trim() !== "");
}

const madeOfMarks = (line: string): Failure =>
  failure({
    kind: "bad-patch",
    message: words.holdsMarks(line),
  });

const unchanged = (): Failure => failure({ kind: "no-change", message: words.sameText() });

/**
 * The text without a Markdown fence around the whole of it. Only where it cannot be the file's own: the fence opens on
 * the first line and closes on the last, there is none in between, and the file has none.
 */
function unfenced(text: string, doc: string): string {
  const match = /^\s*(`{3,}|~{3,})[\w+#.-]*[ \t]*\r?\n([^]*?\n)[ \t]*(`{3,}|~{3,})\s*$/.exec(text);
  const [, open = "", body = "", close = ""] = match ?? [];
  const fence = /^[ \t]*(?:`{3}|~{3})/m;
  return match && close.startsWith(open) && !fence.test(body) && !fence.test(doc) ? body : text;
}
