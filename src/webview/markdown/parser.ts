import MarkdownIt, { type Env, type Token } from "markdown-it";
import { type Continued, continueList } from "./cuts.ts";
import { addFileLinks } from "./fileLinks.ts";
import { addFormulas } from "./formulas.ts";
import { addNestedFences } from "./nestedFences.ts";
import { addTags } from "./tags.ts";
import { addTaskLists } from "./taskLists.ts";

/** Link reference definitions that are known so far, by their normalised label. The first definition counts. */
export type References = NonNullable<Env["references"]>;

/**
 * The one Markdown reader of the panel. Raw HTML stays text but for a few harmless tags (tags.ts). Only addresses with a scheme become links by themselves:
 * guessing would turn `main.rs` or `run.sh` into web pages.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
addNestedFences(markdown);
addFormulas(markdown);
addTags(markdown);
addTaskLists(markdown);
addFileLinks(markdown);
markdown.core.ruler.after("block", "continued", ({ env, tokens }) => {
  const continued = (env as { continued?: Continued }).continued;
  if (continued?.type === "list") continueList(tokens, continued);
});

/** A list with numbers of several digits needs more room for them: a block shows nothing beyond its edges. */
markdown.core.ruler.push("digits", ({ tokens }) => {
  const open: { list: Token; items: number }[] = [];
  for (const token of tokens) {
    const now = open.at(-1);
    if (token.type === "ordered_list_open") open.push({ list: token, items: 0 });
    else if (token.type === "list_item_open" && now && token.level === now.list.level + 1) now.items++;
    else if (token.type === "ordered_list_close" && now) {
      open.pop();
      const { length } = String(Number(now.list.attrGet("start") ?? 1) + now.items - 1);
      if (length > 1) now.list.attrJoin("class", `digits-${Math.min(length, 9)}`);
    }
  }
});

const { rules } = markdown.renderer;

/** A picture from the network would tell its server that the answer was read: it is shown as a link to it. */
rules["image"] = (tokens, at) => {
  const image = tokens[at];
  const { escapeHtml } = markdown.utils;
  const href = escapeHtml(attribute(image, "src"));
  const label = escapeHtml(image?.content || href);
  return `<a href="${href}">${label}</a>`;
};

/** The whole info string goes along: it may name a file besides the language; and the lines that the code stands in. */
rules["fence"] = rules["code_block"] = (tokens, at, _options, env) => {
  const { info = "", content = "", map } = tokens[at] ?? {};
  const { escapeHtml, unescapeAll } = markdown.utils;
  const line = typeof env?.["line"] === "number" ? env["line"] : 0;
  const lines = map ? ` data-lines="${line + map[0]}-${line + map[1]}"` : "";
  return `<pre data-info="${escapeHtml(unescapeAll(info).trim())}"${lines}><code>${escapeHtml(content)}</code></pre>\n`;
};

/** An attribute of a token as text; empty where there is none. */
function attribute(token: Token | undefined, name: string): string {
  return String(token?.attrGet(name) ?? "");
}

/** Column alignment as a class: the panel's content security policy forbids style attributes. */
for (const rule of ["th_open", "td_open"]) {
  rules[rule] = (tokens, at, options, _env, renderer) => {
    const cell = tokens[at];
    const align = /text-align:(left|center|right)/.exec(attribute(cell, "style"))?.[1];
    if (cell && align !== undefined) cell.attrs = [["class", `align-${align}`]];
    return renderer.renderToken(tokens, at, options);
  };
}
rules["table_open"] = () => '<div class="table" tabindex="0" role="region" aria-label="Table"><table>\n';
rules["table_close"] = () => "</table></div>\n";

/**
 * Markdown as HTML that has not been sanitised yet. Definitions met in `source` are added to `references`, and those in it
 * already serve links of `source`. `line`: where `source` begins in the text. `continued`: how it goes on a block before it.
 */
export function renderMarkdown(source: string, references: References, line = 0, continued?: Continued): string {
  return markdown.render(source, { references, line, continued });
}

/** The block tokens of `source` with their line ranges; inline text is not looked at. */
export function blockTokens(source: string): Token[] {
  const tokens: Token[] = [];
  markdown.block.parse(source, markdown, {}, tokens);
  return tokens;
}
