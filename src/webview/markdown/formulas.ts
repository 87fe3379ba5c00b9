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

/** A line that is a whole formula, or the line that one begins with; and how it ends. */
const blockMarks = [
  { whole: /^\\\[.+\\\]\s*$/, opens: /^\\\[\s*$/, closes: /\\\]\s*$/ },
  { whole: /^\$\$[^$]+\$\$\s*$/, opens: /^\$\$\s*$/, closes: /\$\$\s*$/ },
];

/** Reads line by line, as all blocks: a formula begun ends with its closing marks or at a blank line, whatever follows. */
function blockFormula(state: StateBlock, first: number, end: number, silent: boolean): boolean {
  if (state.sCount[first]! - state.blkIndent >= 4) return false;
  const lineOf = (at: number): string => state.src.slice(state.bMarks[at]! + state.tShift[at]!, state.eMarks[at]);
  const opening = lineOf(first);
  const marks = blockMarks.find(({ whole, opens }) => whole.test(opening) || opens.test(opening));
  if (!marks) return false;
  let to = first + 1;
  if (!marks.whole.test(opening)) {
    for (let isOpen = true; isOpen && to < end && lineOf(to) !== "" && state.sCount[to]! >= state.blkIndent; to++) {
      isOpen = !marks.closes.test(lineOf(to));
    }
    if (to === first + 1) return false;
  }
  if (silent) return true;
  state.line = to;
  const token = state.push("code_block", "code", 0);
  token.content = state.getLines(first, to, state.sCount[first]!, true);
  token.info = "latex";
  token.map = [first, to];
  return true;
}
