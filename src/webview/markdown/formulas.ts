import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";

/**
 * Formulas keep every character. `\(…\)` and `$…$` become inline code; `\[…\]` and `$$…$$` on their own lines become a
 * code block. Plain Markdown would interpret their backslashes, stars and underscores.
 */
export function addFormulas(markdown: MarkdownIt): void {
  markdown.inline.ruler.before("escape", "formula", inlineFormula);
  markdown.block.ruler.before("fence", "formula", blockFormula, { alt: ["paragraph", "reference", "blockquote"] });
}

/** A one-line formula contains one of these signs, which prices and shell variables lack. */
const mathSign = /[\\^_{}=]/;

/** The formula at an offset of a line, with its marks; undefined if there is none. */
export function formulaAt(text: string, at: number): string | undefined {
  const rest = text.slice(at, at + MAX_LENGTH);
  if (rest.startsWith("\\(")) return /^\\\(.+?\\\)/s.exec(rest)?.[0];
  if (rest.startsWith("\\[")) return /^\\\[.+?\\\]/s.exec(rest)?.[0];
  if (rest.startsWith("$$")) return /^\$\$[^$]+\$\$/.exec(rest)?.[0];
  if (!rest.startsWith("$") || /[\w\\$]/.test(text.charAt(at - 1))) return undefined;
  const found = /^\$(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\$(?![\w$])/.exec(rest);
  return found && mathSign.test(found[1] ?? "") ? found[0] : undefined;
}

/** The longest formula, in characters; the search for an end stops here. */
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

/** A line that is a whole formula, or starts one; and the mark that ends it. */
const blockMarks = [
  { whole: /^\\\[.+\\\]\s*$/, opens: /^\\\[\s*$/, closes: /\\\]\s*$/ },
  { whole: /^\$\$[^$]+\$\$\s*$/, opens: /^\$\$\s*$/, closes: /\$\$\s*$/ },
];

/** Like all blocks, read line by line. A formula ends at its closing marks or at a blank line. */
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
