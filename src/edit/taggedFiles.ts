/** A whole file between tags, as some prompts ask for it. `end` is the index of its last line. */
export type TaggedFile = { path?: string; text: string; end: number };

const named = /(?:^|[\s>])<(file|boltAction)\b([^<>]*)>/g;
const attribute = /\b(?:filePath|file_path|path|name)=(?:"([^"]+)"|'([^']+)')/;
const pathTag = /^\s*<(path|file_?path|file_?name)>\s*([^<>]+?)\s*<\/\1>\s*$/i;
const contentTag = /^\s*<(content|source|code|file_content)>(.*)$/i;

/** How deep tags of the same name may be nested in a file. */
const maxDepth = 4;

/**
 * Reads the file whose tag opens in a line: `<file path="…">`, a bolt action, `<content>` below a line
 * `<path>…</path>`, or `<source>` below `above`, a line that names a file. Nothing if it is not closed.
 */
export function readTaggedFile(
  lines: readonly string[],
  at: number,
  above: string | undefined,
): TaggedFile | undefined {
  const line = lines[at] ?? "";
  for (const open of line.matchAll(named)) {
    const path = attribute.exec(open[2] ?? "");
    if (path)
      return between(lines, at, line.slice(open.index + open[0].length), open[1] ?? "", path[1] ?? path[2] ?? "");
  }
  const content = contentTag.exec(line);
  if (!content) return undefined;
  const stated = pathTag.exec(lines[at - 1] ?? "")?.[2];
  if (stated === undefined && (above === undefined || content[2]?.trim() !== "")) return undefined;
  return between(lines, at, content[2] ?? "", content[1] ?? "", stated ?? above);
}

/** The text from `first`, the rest of line `at`, to the closing tag, without a fence around it. */
function between(
  lines: readonly string[],
  at: number,
  first: string,
  tag: string,
  path: string | undefined,
): TaggedFile | undefined {
  const tags = new RegExp(`<(/?)${tag}(?=[\\s>])[^<>]*>`, "g");
  const text: string[] = [];
  let depth = 1;
  for (let i = at; i < lines.length; i++) {
    const line = i === at ? first : (lines[i] ?? "");
    for (const match of line.matchAll(tags)) {
      depth += match[1] === "/" ? -1 : 1;
      if (depth > maxDepth) return undefined;
      if (depth > 0) continue;
      text.push(line.slice(0, match.index));
      return { ...(path !== undefined && { path }), text: inner(text).join("\n") + "\n", end: i };
    }
    text.push(line);
  }
  return undefined;
}

/** Lines between tags without the rest of the tags' own lines, and without CDATA or a fence around them. */
function inner(lines: readonly string[]): readonly string[] {
  const from = lines[0]?.trim() === "" ? 1 : 0;
  const to = lines.length - (lines.length > 1 && lines.at(-1)?.trim() === "" ? 1 : 0);
  const text = lines.slice(from, to);
  const data = /^\s*<!\[CDATA\[([^]*)\]\]>\s*$/.exec(text.join("\n"))?.[1];
  if (data !== undefined) return inner(data.split("\n"));
  return /^\s*```/.test(text[0] ?? "") && /^\s*```\s*$/.test(text.at(-1) ?? "") ? text.slice(1, -1) : text;
}
