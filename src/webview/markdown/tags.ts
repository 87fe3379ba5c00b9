import type { MarkdownIt, StateBlock, StateInline, Token } from "markdown-it";

/**
 * The few harmless HTML tags that models write in Markdown: breaks (a table cell has no other way) and pairs that only
 * style text. They take no attributes. Lines with only `<details>` tags are removed, and a summary becomes a bold line.
 * Every other tag stays text.
 */
export function addTags(markdown: MarkdownIt): void {
  markdown.inline.ruler.before("autolink", "tag", inlineTag);
  markdown.block.ruler.before("fence", "details", detailsLine, { alt: ["paragraph", "reference", "blockquote"] });
  markdown.renderer.rules["details_mark"] = () => "";
  markdown.core.ruler.after("inline", "summary", (state) => {
    for (const token of state.tokens) {
      if ((token.meta as { summary?: boolean } | null)?.summary !== true) continue;
      const mark = (nesting: 1 | -1): Token =>
        new state.Token(nesting === 1 ? "tag_open" : "tag_close", "strong", nesting);
      token.children = [mark(1), ...(token.children ?? []), mark(-1)];
    }
  });
}

/** The tags, and the element of each. */
const pairs = new Map(
  Object.entries<string>({
    kbd: "kbd",
    sub: "sub",
    sup: "sup",
    mark: "mark",
    u: "u",
    small: "small",
    b: "strong",
    strong: "strong",
    i: "em",
    em: "em",
    s: "s",
    del: "del",
    ins: "ins",
  }),
);
const opening = /^<(kbd|sub|sup|mark|u|small|b|strong|i|em|s|del|ins)>/i;

function inlineTag(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== "<") return false;
  const rest = state.src.slice(state.pos, state.posMax);
  const line = /^<br\s*\/?>/i.exec(rest);
  if (line) {
    if (!silent) state.push("hardbreak", "br", 0);
    state.pos += line[0].length;
    return true;
  }
  const [open, name = ""] = opening.exec(rest) ?? [];
  if (open === undefined) return false;
  const close = rest.toLowerCase().indexOf(`</${name.toLowerCase()}>`, open.length);
  const inside = rest.slice(open.length, close);
  // A type parameter (`Map<b>`) or an unclosed tag stays text.
  if (close === -1 || inside.trim() === "" || /\w/.test(state.src.charAt(state.pos - 1))) return false;
  if (!silent) {
    const element = pairs.get(name.toLowerCase()) ?? "span";
    const { pos, posMax } = state;
    state.push("tag_open", element, 1);
    state.pos += open.length;
    state.posMax = pos + close;
    state.md.inline.tokenize(state);
    state.push("tag_close", element, -1);
    state.pos = pos;
    state.posMax = posMax;
  }
  state.pos += close + name.length + 3;
  return true;
}

const marksOnly = /^(?:<\/?details(?:\s+open)?>\s*|<\/?summary>\s*)+$/i;
const summary = /^(?:<details(?:\s+open)?>\s*)?<summary>(.*?)<\/summary>\s*(?:<\/details>)?\s*$/i;

function detailsLine(state: StateBlock, first: number, _end: number, silent: boolean): boolean {
  if (state.sCount[first]! - state.blkIndent >= 4) return false;
  const text = state.src.slice(state.bMarks[first]! + state.tShift[first]!, state.eMarks[first]);
  if (!text.startsWith("<")) return false;
  const words = summary.exec(text)?.[1]?.trim();
  if (words === undefined && !marksOnly.test(text.trim())) return false;
  if (silent) return true;
  state.line = first + 1;
  const map: [number, number] = [first, state.line];
  if (words === undefined || words === "") {
    state.push("details_mark", "", 0).map = map;
    return true;
  }
  state.push("paragraph_open", "p", 1).map = map;
  const inline = state.push("inline", "", 0);
  inline.content = words;
  inline.map = map;
  inline.children = [];
  inline.meta = { summary: true };
  state.push("paragraph_close", "p", -1);
  return true;
}
