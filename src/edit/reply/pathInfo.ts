import { type KnownFiles, noFiles } from "../paths/knownFiles.ts";
import { isPath } from "../paths/pathNames.ts";

/**
 * The path that a fence's info string names: `ts src/a.ts`, `ts:src/a.ts`, `src/a.ts`, `ts title="src/a.ts"`,
 * `ts // src/a.ts`.
 */
export function pathFromInfo(info: string, known: KnownFiles = noFiles): string | undefined {
  const text = info.trim();
  if (text === "" || isExcerpt(text)) return undefined;
  const named =
    /(?:^|[\s{,])(?:file(?:_?name|_?path)?|path|title|src|name)\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s}"',]+))/i.exec(
      text,
    );
  const value = named?.[1] ?? named?.[2] ?? named?.[3];
  if (value !== undefined) return isPath(value, known) ? value : undefined;
  const [, language = "", rest = ""] = /^([^\s,|]+)[\s,|]*(.*)$/.exec(text) ?? [];
  if (rest !== "") {
    const plain = rest.replace(/^(?:\/\/+|#|--)\s+/, "").replace(/^([`"'])(.*)\1$/, "$2");
    const inner = /^[([{](.*)[)\]}]$/.exec(plain)?.[1];
    return [plain, inner].find((each) => each !== undefined && isPath(each, known));
  }
  const colon = /^[\w+#.-]*:(.+)$/.exec(language);
  if (colon?.[1] !== undefined && isPath(colon[1], known)) return colon[1];
  return (language.includes("/") || language.includes(".")) && isPath(language, known) ? language : undefined;
}

/** Whether an info string says, beside a path, that the block shows a part of a file (as code citations do) or none. */
export function isExcerpt(info: string): boolean {
  return (
    /^\d+:\d+:/.test(info) ||
    /#L?\d+|:\d+(?:-\d+)?$|\blines? \d+/i.test(info) ||
    /(?:^|[\s([{,:"'])(?:excerpt|partial|snippet|before|original|current|old|example|output)(?=$|[\s)\]},:"'])/i.test(
      info,
    )
  );
}

/** The path a first line of code names in a comment. In Markdown a line with "#" is a heading. */
export function pathFromComment(line: string, info: string, known: KnownFiles = noFiles): string | undefined {
  const text = line.trim();
  const isMarkdown = /^(?:md|mdx|markdown)\b/i.test(info);
  const match =
    (isMarkdown ? null : /^(?:\/\/+|#+|--|;+|%+)\s*(\S.*)$/.exec(text)) ??
    /^<!--\s*(.*?)\s*-->$/.exec(text) ??
    /^\/\*+\s*(.*?)\s*\*+\/$/.exec(text);
  const comment = match?.[1] ?? "";
  // Said to be one, a path may be any.
  const said = /^file\s?path\s*:\s*([^<>"|?*`]+?)\s*$/i.exec(comment)?.[1];
  if (said !== undefined && /[\\/.]/.test(said)) return said;
  const body = comment.replace(/^(?:file(?:\s?name|\s?path)?|path)\s*:\s*/i, "").trim();
  // A word in capitals is a heading sooner than a file.
  return body !== "" && isPath(body, known) && !/^[A-Z]+$/.test(body) ? body : undefined;
}
