import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FileDiff } from "../../agent/transcript/turnEvent.ts";
import { colourLater, showCode } from "../code/highlight.ts";
import { languageOfPath } from "../code/language.ts";
import { markText, type Stretch } from "../code/marks.ts";
import { count } from "../parts/format.ts";
import { diffRows, type DiffRow } from "./diffRows.ts";

/** Longer changes show their beginning first. */
const SHOWN_ROWS = 300;

/** "+3 −1" in the editor's colours. */
export function DiffStat({ diff }: { diff: FileDiff }) {
  return (
    <span class="diff-stat" aria-label={`${count(diff.added)} lines added, ${count(diff.removed)} removed`}>
      {diff.added > 0 && <span class="added">+{count(diff.added)}</span>}
      {diff.removed > 0 && <span class="removed">−{count(diff.removed)}</span>}
    </span>
  );
}

/** A change line by line, with both line numbers, highlighted code, and marked differences within lines. */
export function DiffView({ diff }: { diff: FileDiff }) {
  const [whole, setWhole] = useState(false);
  const rows = useMemo(() => diffRows(diff), [diff]);
  const shown = whole ? rows : rows.slice(0, SHOWN_ROWS);
  return (
    <div class="diff" tabIndex={0} role="group" aria-label={`Change to ${diff.path}`}>
      <DiffRows rows={shown} path={diff.path} />
      {shown.length < rows.length && (
        <button type="button" class="link-button" onClick={() => setWhole(true)}>
          Show all {count(rows.length)} lines
        </button>
      )}
    </div>
  );
}

/** The lines of a diff. */
export function DiffRows({ rows, path }: { rows: readonly DiffRow[]; path: string }) {
  const language = languageOfPath(path);
  return (
    <div class="diff-rows">
      {rows.map((row, at) => (
        <Row key={at} row={row} language={language} />
      ))}
    </div>
  );
}

const signs = { added: "+", removed: "−", same: "" } as const;

function Row({ row, language }: { row: DiffRow; language: string }) {
  if (row.kind === "gap") return <div class="diff-gap" aria-label="Lines left out" />;
  return (
    <div class={`diff-row ${row.kind}`}>
      <span class="diff-number">{row.old}</span>
      <span class="diff-number">{row.new}</span>
      <span class="diff-sign">{signs[row.kind]}</span>
      <Code text={row.text} language={language} marks={row.marks ?? none} />
    </div>
  );
}

const none: readonly Stretch[] = [];

function Code({ text, language, marks }: { text: string; language: string; marks: readonly Stretch[] }) {
  const code = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = code.current;
    if (!element) return;
    const show = (): boolean => {
      const isColoured = showCode(element, text, language);
      markText(element, marks);
      return isColoured;
    };
    if (!show()) colourLater(show);
  }, [text, language, marks]);
  return <code ref={code} />;
}
