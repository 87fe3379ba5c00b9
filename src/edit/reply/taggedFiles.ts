import { FenceReader } from "./fences.ts";
import { isPath } from "../paths/pathNames.ts";

/**
 * What stands between tags that name a file. `lines`: its text, `from` the index of the line where that begins, `end` that of
 * its last line. `info`: of the fence around the text. `part`: the tag announces an edit, not the whole file.
 */
export type TaggedFile = {
  path?: string;
  lines: readonly string[];
  from: number;
  end: number;
  info: string;
  part: boolean;
};

const wholeTags = "file|boltAction";
const partTags =
  "edit|edit_file|file_edit|change|file_change|update|modify|patch|diff|replace|apply_diff|str_replace|replace_in_file";
const named = new RegExp(`(?:^|[\\s>])<(${wholeTags}|${partTags})\\b([^<>]*)>`, "g");
const attribute = /\b(?:filePath|file_path|filename|file|path|name)=(?:"([^"]+)"|'([^']+)')/;
const pathTag = /^\s*<(path|file_?path|file_?name|target_file)>\s*([^<>]+?)\s*<\/\1>\s*$/i;
const contentTag = /^\s*<(content|source|code|file_content|diff|patch)>(.*)$/i;

/** The path that a line of tags names, such as `<path>src/a.ts</path>`. */
export const pathFromTag = (line: string): string | undefined => pathTag.exec(line)?.[2];

/** The path of the file whose tag a line opens, and does no more: `<file path="src/a.ts">`. */
export function pathFromOpenTag(line: string): string | undefined {
  const [open, ...more] = line.includes("<") ? line.matchAll(named) : [];
  const path = open && more.length === 0 && open[0].trim() === line.trim() ? attribute.exec(open[2] ?? "") : null;
  const name = path?.[1] ?? path?.[2];
  return name !== undefined && (isPath(name) || /\.\w{1,8}$/.test(name)) ? name : undefined;
}

/** How deep tags of the same name may be nested in a file. */
const maxDepth = 4;

/**
 * Reads the file whose tag opens in a line: `<file path="…">`, a bolt action, `<edit path="…">`, `<content>` below a line
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
    const name = path?.[1] ?? path?.[2];
    const tag = open[1] ?? "";
    const part = !/^(?:file|boltAction)$/.test(tag);
    if (name === undefined || (part && !isPath(name) && !/\.\w{1,8}$/.test(name))) continue;
    return between(lines, at, line.slice(open.index + open[0].length), tag, { path: name, part });
  }
  const content = contentTag.exec(line);
  if (!content) return undefined;
  const [, tag = "", rest = ""] = content;
  const stated = pathFromTag(lines[at - 1] ?? "");
  if (stated === undefined && (above === undefined || rest.trim() !== "")) return undefined;
  const path = stated ?? above;
  return between(lines, at, rest, tag, { ...(path !== undefined && { path }), part: /^(?:diff|patch)$/i.test(tag) });
}

/** The text from `first`, the rest of line `at`, to the closing tag, without a fence around it. */
function between(
  lines: readonly string[],
  at: number,
  first: string,
  tag: string,
  of: Pick<TaggedFile, "path" | "part">,
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
      return { ...of, ...inner(text, at), end: i };
    }
    text.push(line);
  }
  return undefined;
}

/** Lines between tags without the rest of the tags' own lines, and without CDATA or a fence around them. */
function inner(lines: readonly string[], at: number): Pick<TaggedFile, "lines" | "from" | "info"> {
  const skipped = lines[0]?.trim() === "" ? 1 : 0;
  const to = lines.length - (lines.length > 1 && lines.at(-1)?.trim() === "" ? 1 : 0);
  const text = lines.slice(skipped, to);
  const from = at + skipped;
  const content = contentTag.exec(text[0] ?? "");
  if (content?.[2]?.trim() === "" && text.at(-1)?.trim() === `</${content[1] ?? ""}>` && text.length > 1)
    return inner(text.slice(1, -1), from + 1);
  const data = /^\s*<!\[CDATA\[([^]*)\]\]>\s*$/.exec(text.join("\n"))?.[1];
  if (data !== undefined) return inner(data.split("\n"), from);
  const fence = /^\s*```/.test(text[0] ?? "") ? new FenceReader(text).read(0) : undefined;
  if (!fence || fence.to !== text.length - 1) return { lines: text, from, info: "" };
  return { lines: text.slice(1, -1), from: from + 1, info: fence.info };
}
