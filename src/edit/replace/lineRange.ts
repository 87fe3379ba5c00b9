import { lineEdits } from "../diff/lineEdits.ts";
import { firstMark } from "../marks/editMarks.ts";
import { addedPlaceholder } from "../placeholders/placeholder.ts";
import { indentOf, isBlank, splitLines, toLf } from "../text/lines.ts";
import { linesOf, readLineName, TAG_COVERS, taggedRegion, tagsOf } from "../text/lineTags.ts";
import { searchFor, withoutBom } from "../text/search.ts";
import { type Edit, failure, type Failure, type TextEdit } from "../text/types.ts";
import * as words from "../words/lineWords.ts";
import { nearestPlace } from "./nearest.ts";

type LineRange = Extract<Edit, { kind: "lines" }>;

/**
 * The splices that put a text in place of whole lines. Refused unless the tags of the first and the last line fit the
 * file as it is; then the message shows the lines with their tags. An empty text deletes the lines.
 */
export function lineRangeOf(doc: string, range: LineRange): { ok: true; edits: TextEdit[] } | Failure {
  const first = readLineName(range.first);
  const last = readLineName(range.last);
  const lines = linesOf(doc);
  const refused = (message: string): Failure => failure({ kind: "not-found", message });
  if (!first || !last) return refused(words.noTag(nearestLines(doc, "")));
  if (first.line < 1 || last.line < first.line || last.line > lines.length) {
    return refused(words.noSuchLines(first.line, last.line, lines.length, taggedRegion(doc, last.line, last.line)));
  }
  if (last.line - first.line >= TAG_COVERS) return refused(words.tooManyLines(TAG_COVERS));
  const tag = tagsOf(lines);
  const wrong = [first, last].find((each) => tag(each.line) !== each.tag);
  if (wrong) return refused(words.otherTag(wrong.line, wrong.tag, taggedRegion(doc, first.line, last.line)));
  const before = lines.slice(first.line - 1, last.line);
  const text = untagged(unfenced(toLf(withoutBom(range.text)), before)).replace(/\n$/, "");
  const placeholder = addedPlaceholder(before.join("\n"), text);
  if (placeholder !== undefined) {
    return failure({ kind: "placeholder", line: placeholder, message: words.linesStandForCode(placeholder) });
  }
  const mark = firstMark(text);
  if (mark !== undefined && firstMark(before.join("\n")) === undefined) {
    return failure({ kind: "bad-patch", message: words.linesHoldMarks(mark) });
  }
  const added = range.text === "" ? [] : indented(text.split("\n"), before[0] ?? "");
  const all = splitLines(doc).lines;
  const after = [...all.slice(0, first.line - 1), ...added, ...all.slice(last.line)];
  const edits = lineEdits(doc, after.join("\n"));
  return edits.length === 0 ? failure({ kind: "no-change", message: words.sameLines() }) : { ok: true, edits };
}

/** The lines that come nearest to a searched text, with numbers and tags; the first ones if none comes near. */
export function nearestLines(doc: string, searched: string): string {
  const place = nearestPlace(doc, searchFor(searched));
  return place ? taggedRegion(doc, place.startLine, place.endLine) : taggedRegion(doc, 1, doc.length);
}

/** The text without a fence around the whole of it, unless the lines have fences themselves. */
function unfenced(text: string, before: readonly string[]): string {
  const match = /^\s*(`{3,}|~{3,})[\w+#.-]*[ \t]*\n([^]*?\n)?[ \t]*\1\s*$/.exec(text);
  return match && !before.some((line) => /^\s*(?:`{3}|~{3})/.test(line)) ? (match[2] ?? "") : text;
}

/** The text without numbers and tags that were copied with it: every line has one. */
function untagged(text: string): string {
  const rows = text.split("\n").map((line) => /^\s*\d{1,7}#[a-z]{3}\| ?(.*)$/.exec(line));
  return rows.every((row) => row !== null) ? rows.map((row) => row[1] ?? "").join("\n") : text;
}

/** Adds the indentation of the first line if the whole text has none: models leave it out. */
function indented(added: string[], firstLine: string): string[] {
  const indent = indentOf(firstLine);
  const isLeftOut = indent !== "" && added.every((line) => isBlank(line) || indentOf(line) === "");
  return isLeftOut ? added.map((line) => (isBlank(line) ? line : indent + line)) : added;
}
