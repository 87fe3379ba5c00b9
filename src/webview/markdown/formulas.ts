import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";

/**
 * Formulas keep every sign: `\(…\)` and `$…$` show as code in the text, `\[…\]` and `$$…$$` on lines of their own as a
 * block of it. Markdown alone takes their backslashes, stars and underscores for its own.
 */
export function addFormulas(markdown: MarkdownIt): void {
  markdown.inline.ruler.before("escape", "formula", inlineFormula);
  markdown.block.ruler.before("fence", "formula", blockFormula, { alt: ["paragraph", "reference", "blockquote"] });
}

/** A formula on one line holds at least one of the signs that prices and shell variables lack. */
const mathSign = /[\\^_{}=]/;

/** The formula that begins at a place of a line, with its marks; undefined where none does. */
export function formulaAt(text: string, at: number): string | undefined {
  const rest = text.slice(at, at + MAX_LENGTH);
  if (rest.startsWith("\\(")) return /^\\\(.+?\\\)/s.exec(rest)?.[0];
  if (rest.startsWith("\\[")) return /^\\\[.+?\\\]/s.exec(rest)?.[0];
  if (rest.startsWith("$$")) return /^\$\$[^$]+\$\$/.exec(rest)?.[0];
  if (!rest.startsWith("$") || /[\w\\$]/.test(text.charAt(at - 1))) return undefined;
  const found = /^\$(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\$(?![\w$])/.exec(rest);
  return found && mathSign.test(found[1] ?? "") ? found[0] : undefined;
}

/** Longer than any formula, in characters: the search for an end stops here. */
const MAX_LENGTH = 4000;

function inlineFormula(state: StateInline, silent: boolean): boolean {
  const sign = state.src.charAt(state.pos);
  if (sign !== "\\" && sign !== "$") return false;
  const formula = formulaAt(state.src, state.pos);
  if (formula === undefined) return false;
  if (!silent) {
    const token = state.push("code_inline", "code", 0);
    token.markup = sign;
    token.content = formula;
  }
  state.pos += formula.length;
  return true;
}

const blockMarks = [
  { opens: /^\\\[/, closes: /\\\]\s*$/ },
  { opens: /^\$\$/, closes: /\$\$\s*$/ },
];

function blockFormula(state: StateBlock, first: number, end: number, silent: boolean): boolean {
  if (state.sCount[first]! - state.blkIndent >= 4) return false;
  const lineOf = (at: number): string => state.src.slice(state.bMarks[at]! + state.tShift[at]!, state.eMarks[at]);
  const marks = blockMarks.find(({ opens }) => opens.test(lineOf(first)));
  if (!marks) return false;
  const closing = closingLine(first, end, (at) => {
    const text = lineOf(at);
    if (text === "" || state.sCount[at]! < state.blkIndent) return "ends";
    return marks.closes.test(at === first ? text.slice(2) : text) ? "closes" : "goes-on";
  });
  if (closing === undefined) return false;
  if (silent) return true;
  state.line = closing + 1;
  const token = state.push("code_block", "code", 0);
  token.content = state.getLines(first, state.line, state.sCount[first]!, true);
  token.info = "latex";
  token.map = [first, state.line];
  return true;
}

function closingLine(
  first: number,
  end: number,
  read: (at: number) => "ends" | "closes" | "goes-on",
): number | undefined {
  for (let at = first; at < end; at++) {
    const step = read(at);
    if (step !== "goes-on") return step === "closes" ? at : undefined;
  }
  return undefined;
}
