import type { MarkdownIt, StateCore, Token } from "markdown-it";

/** `src/a.ts:12`, `a.ts:12:5`, `a.ts:12-20`, inside running text. */
const inText = /(?<![\w/.:@-])(?:\.{0,2}\/)?(?:[\w.@-]+\/)*[\w@-][\w.@-]*\.([A-Za-z]\w{0,9}):\d+(?:[:-]\d+)?(?![\w:])/g;
/** The same as the whole of a code span, where a folder in front does instead of the line. */
const inCode = /^(?:\.{0,2}\/)?(?:[\w.@-]+\/)*[\w@-][\w.@-]*\.([A-Za-z]\w{0,9})(:\d+(?:[:-]\d+)?)?$/;
/** Endings that are far likelier a host with its port than a file with its line. */
const hostEndings = new Set(["com", "org", "net", "io", "dev", "local", "ai"]);

export type Piece = { text: string; link: boolean };

/** Cuts running text into plain pieces and places in files. The pieces joined are the text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(inText)) {
    if (hostEndings.has(match[1] ?? "")) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), link: false });
    pieces.push({ text: match[0], link: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), link: false });
  return pieces;
}

/** Whether a code span names a file: with its line, or with a folder in front. */
export function namesFile(code: string): boolean {
  const match = inCode.exec(code);
  return match !== null && !hostEndings.has(match[1] ?? "") && (match[2] !== undefined || code.includes("/"));
}

/** Makes places in files that an answer names into links, in text and as code spans, outside of other links. */
export function addFileLinks(markdown: MarkdownIt): void {
  markdown.core.ruler.push("file_links", (state) => {
    for (const token of state.tokens) if (token.children) token.children = withLinks(state, token.children);
  });
}

function withLinks(state: StateCore, children: readonly Token[]): Token[] {
  let depth = 0;
  return children.flatMap((token) => {
    if (token.type === "link_open" || token.type === "link_close") depth += token.nesting;
    if (depth > 0) return [token];
    if (token.type === "code_inline" && namesFile(token.content)) return linked(state, token, token.content);
    if (token.type !== "text") return [token];
    const pieces = piecesOf(token.content);
    if (pieces.length === 1 && !pieces[0]?.link) return [token];
    return pieces.flatMap((piece) => {
      const text = new state.Token("text", "", 0);
      text.content = piece.text;
      return piece.link ? linked(state, text, piece.text) : [text];
    });
  });
}

function linked(state: StateCore, inner: Token, href: string): Token[] {
  const open = new state.Token("link_open", "a", 1);
  open.attrs = [["href", href]];
  return [open, inner, new state.Token("link_close", "a", -1)];
}
