import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FileDiff } from "../../agent/transcript/turnEvent.ts";
import { colourLater, showCode } from "../code/highlight.ts";
import { languageOfPath } from "../code/language.ts";
import { markText, type Stretch } from "../code/marks.ts";
import { count } from "../parts/format.ts";
import { hasSigns } from "../../words/signs.ts";
import { drawSigns } from "../parts/Signs.tsx";
import { hasMore } from "../../agent/transcript/hasMore.ts";
import { diffRows, type DiffRow, SHOWN_ROWS } from "./diffRows.ts";

/** "+3 −1" in the editor's colours. */
export function DiffStat({ diff }: { diff: FileDiff }) {
  return (
    <span class="diff-stat" aria-label={`${count(diff.added)} lines added, ${count(diff.removed)} removed`}>
      {diff.added > 0 && <span class="added">+{count(diff.added)}</span>}
      {diff.removed > 0 && <span class="removed">−{count(diff.removed)}</span>}
    </span>
  );
}

type Props = {
  diff: FileDiff;
  /** Called when the user asks for all lines, before they are shown. */
  onShowAll?(): void;
  /** Called once nothing of the change is left out any more. */
  onAllShown?(): void;
  /** Opens the whole change in the editor, as long as it is known. */
  onOpen?(): void;
};

/** A change line by line, with both line numbers, highlighted code, and marked differences within lines. */
export function DiffView({ diff, onShowAll, onAllShown, onOpen }: Props) {
  const [whole, setWhole] = useState(false);
  const [opened, setOpened] = useState(false);
  const rows = useMemo(() => diffRows(diff), [diff]);
  const shown = whole ? rows : rows.slice(0, SHOWN_ROWS);
  const isAll = shown.length === rows.length && (opened || !hasMore(diff));
  useEffect(() => {
    if (isAll) onAllShown?.();
  }, [isAll]);
  const showAll = (): void => {
    onShowAll?.();
    setWhole(true);
  };
  const open = (): void => {
    setOpened(true);
    onOpen?.();
  };
  return (
    <div class="diff" tabIndex={0} role="group" aria-label={`Change to ${diff.path}`}>
      <DiffRows rows={shown} path={diff.path} />
      {shown.length < rows.length && (
        <button type="button" class="link-button" onClick={showAll}>
          Show all {count(rows.length)} lines
        </button>
      )}
      {hasMore(diff) && onOpen && (
        <button type="button" class="link-button" onClick={open}>
          {diff.omitted === undefined ? "Open the long lines" : `Open ${count(diff.omitted)} more lines`} in the editor
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
      {row.cut !== undefined && <span class="sign">… {count(row.cut)} more characters</span>}
      {row.noEnd && <span class="sign">no line end</span>}
    </div>
  );
}

const none: readonly Stretch[] = [];

function Code({ text, language, marks }: { text: string; language: string; marks: readonly Stretch[] }) {
  const code = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = code.current;
    if (!element) return;
    // Markup is read as HTML, where some of these characters would become others.
    const isPlain = hasSigns(text);
    const show = (): boolean => {
      const isColoured = showCode(element, text, isPlain ? "" : language);
      markText(element, marks);
      if (isPlain) drawSigns(element);
      return isColoured;
    };
    if (!show() && !isPlain) colourLater(show);
  }, [text, language, marks]);
  return <code ref={code} />;
}
