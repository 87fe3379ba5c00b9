import type { MarkdownIt, StateCore, StateInline, Token } from "markdown-it";
import { namesFile, piecesOf } from "../../edit/reply/pathLinks.ts";

/**
 * Turns file places in an answer into links, in text and code spans, outside other links. A link target may be a path
 * with spaces. A `file:` address counts as its path. The host decides what opens.
 */
export function addFileLinks(markdown: MarkdownIt): void {
  const isValid = markdown.validateLink.bind(markdown);
  markdown.validateLink = (url) => isValid(url) || fileAddress.test(url);
  markdown.inline.ruler.before("link", "blank_link", blankLink);
  markdown.core.ruler.push("file_links", (state) => {
    for (const token of state.tokens) if (token.children) token.children = withLinks(state, token.children);
  });
}

const fileAddress = /^file:\/\/(?:localhost)?(?=\/)/i;
const target = /^\[([^[\]\n]+)\]\(([^()<>\n]*[^\s()<>]\s[^()<>\n]*\.[A-Za-z]\w{0,9}(?:(?::|#L)\d+[^()<>\n]*)?)\)/;

/** `[x](my file.txt)`: not a Markdown link, but models write it. */
function blankLink(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== "[") return false;
  const [whole, label = "", path = ""] = target.exec(state.src.slice(state.pos, state.pos + MAX_LENGTH)) ?? [];
  if (whole === undefined || /["']/.test(path)) return false;
  if (!silent) {
    state.push("link_open", "a", 1).attrs = [["href", encodeURI(path.trim())]];
    state.push("text", "", 0).content = label;
    state.push("link_close", "a", -1);
  }
  state.pos += whole.length;
  return true;
}

/** The longest such link, in characters. */
const MAX_LENGTH = 600;

function withLinks(state: StateCore, children: readonly Token[]): Token[] {
  let depth = 0;
  return children.flatMap((token) => {
    if (token.type === "link_open" || token.type === "link_close") depth += token.nesting;
    if (token.type === "link_open") token.attrSet("href", String(token.attrGet("href") ?? "").replace(fileAddress, ""));
    if (depth > 0) return [token];
    if (token.type === "code_inline" && namesFile(token.content)) return linked(state, token, token.content);
    if (token.type !== "text" || hasLongWord(token.content)) return [token];
    const pieces = piecesOf(token.content);
    if (pieces.length === 1 && !pieces[0]?.link) return [token];
    return pieces.flatMap((piece) => {
      const text = new state.Token("text", "", 0);
      text.content = piece.text;
      return piece.link ? linked(state, text, piece.text) : [text];
    });
  });
}

/** Characters without a blank between them; what is longer holds no path, and would take long to search. */
const LONGEST_WORD = 1000;

const hasLongWord = (text: string): boolean =>
  text.length > LONGEST_WORD && text.split(/\s/).some(({ length }) => length > LONGEST_WORD);

function linked(state: StateCore, inner: Token, href: string): Token[] {
  const open = new state.Token("link_open", "a", 1);
  open.attrs = [["href", href]];
  return [open, inner, new state.Token("link_close", "a", -1)];
}
