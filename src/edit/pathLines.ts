import { normalPath } from "./paths.ts";

/** Files that go by a name without an extension. */
const bareNames = new Set(
  (
    "makefile dockerfile containerfile rakefile gemfile procfile vagrantfile jenkinsfile license readme changelog " +
    "authors contributing codeowners notice justfile brewfile cmakelists.txt build workspace"
  ).split(" "),
);
/** Words that look like a file's name and are a product's or a site's. */
const notFiles =
  /^(?:node|next|vue|nuxt|react|express|three|d3|chart|angular|ember|backbone|socket|p5|asp)\.(?:js|net|io)$/i;
const siteEndings = /\.(?:com|org|net|io|dev|app|ai|co|edu|gov)$/i;

/** Whether a word can only be meant as a file's path. */
export function isPath(text: string, knownPaths: readonly string[] = []): boolean {
  if (text === "" || text.length > 260 || /[\x00-\x1f<>"|?*`]/.test(text)) return false;
  if (knownPaths.some((known) => normalPath(known) === normalPath(text))) return true;
  if (/\s/.test(text) || /:\/\//.test(text) || /[;,(){}=!]$/.test(text) || /^[-=+]+$/.test(text)) return false;
  const normal = normalPath(text);
  const base = normal.split("/").at(-1) ?? "";
  if (base === "" || base === "." || base === "..") return false;
  if (!normal.includes("/") && (notFiles.test(base) || siteEndings.test(base))) return false;
  if (/^v?\d+(?:\.\d+)+$/.test(base) || /^\.{2,}/.test(base)) return false;
  if (bareNames.has(base.toLowerCase())) return true;
  if (/[=(){};,]/.test(base) && !/^[\w@$.[\]()+-]+$/.test(base)) return false;
  return /^\.[A-Za-z][\w.-]*$/.test(base) || /^[\w@$[\]()+~-][\w@$[\]().+~-]*\.[A-Za-z][\w+-]{0,11}$/.test(base);
}

/** Words around a path that say what it is, and those that say that what follows is not the file's new text. */
const labels =
  /^(?:the )?(?:(?:new|updated|modified|full|complete|final|existing) )*(?:file(?:\s?name|\s?path)?|path|create|creating|update|updating|updated|modify|modified|edit|editing|add|write|rewrite|in|for)(?: (?:a )?(?:new )?file)?\s*[:=]?\s+/i;
const notes =
  /\s*[([](?:new|updated|modified|full|complete|create[d]?|new file|full file|updated file|changes?|final)[)\]]$/i;

/**
 * The path a line consists of, in the styles models use: alone, in a heading or list, bold, in backticks, quoted, as a
 * link, as a comment, after "File:". Nothing if the line says anything else, such as that an excerpt follows.
 */
export function pathFromLine(line: string, knownPaths: readonly string[] = []): string | undefined {
  let text = line.trim();
  if (text.length > 300) return undefined;
  text = text
    .replace(/^(?:>\s*)+/, "")
    .replace(/^#{1,6}\s+/, "")
    .replace(/^(?:[-*+]|\d+[.)])\s+/, "");
  text = text.replace(/^<!--\s*(.*?)\s*-->$/, "$1").replace(/^\/\*\s*(.*?)\s*\*\/$/, "$1");
  text = text.replace(/^(?:\/\/+|#|--|;+|%)\s*(?=\S)/, "");
  text = text.replace(/^\d+[.)]\s+/, "");
  for (let before = ""; before !== text;) {
    before = text;
    text = text
      .replace(/^\*\*([^]*)\*\*:?$/, "$1")
      .replace(/^__([^]*)__:?$/, "$1")
      .replace(/^\*([^*]*)\*:?$/, "$1");
    text = text.replace(/\s*:$/, "").replace(notes, "").trim();
    const label = labels.exec(text.replaceAll("**", ""));
    if (label) text = text.replaceAll("**", "").slice(label[0].length).trim();
    text = text.replace(/^\[([^\]]+)\]\([^)]*\)$/, "$1").replace(/^(`+|["'])([^]*)\1$/, "$2");
  }
  return isPath(text, knownPaths) ? text : undefined;
}

/**
 * The known path that a sentence announces as a whole: "Here is the updated `src/a.ts`:". Not "the updated function in
 * `src/a.ts`", which announces a part.
 */
export function pathFromSentence(line: string, knownPaths: readonly string[]): string | undefined {
  const match = announcement.exec(line.trim());
  const [, start, adjectives = "", path = "", rest = ""] = match ?? [];
  if (match === null || (start === undefined && adjectives === "") || (rest !== "" && adjectives === ""))
    return undefined;
  return isPath(path, knownPaths) && knownPaths.includes(resolvePath(path, knownPaths)) ? path : undefined;
}

const announcement = new RegExp(
  "^(?:and |now |so |then |next,? )?(here(?:'s|’s| is| are) )?(?:the |a |an |your |my )?" +
    "((?:(?:new|updated|modified|complete|full|final|revised|rewritten|fixed|corrected|entire)(?:,| and)? ?)+" +
    "(?:versions? of |contents? (?:of|for) |code (?:for|of) |file )?(?:the )?)?" +
    "`([^`]+)`(?: file| module| script| component)?( (?:that|with|for|after|which|including|where|as)\\b.*)?:$",
  "i",
);

/** The path that a fence's info string names: `ts src/a.ts`, `ts:src/a.ts`, `src/a.ts`, `ts title="src/a.ts"`. */
export function pathFromInfo(info: string, knownPaths: readonly string[] = []): string | undefined {
  const text = info.trim();
  if (text === "" || isExcerpt(text)) return undefined;
  const named =
    /(?:^|[\s{,])(?:file(?:_?name|_?path)?|path|title|src|name)\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s}"',]+))/i.exec(
      text,
    );
  const value = named?.[1] ?? named?.[2] ?? named?.[3];
  if (value !== undefined) return isPath(value, knownPaths) ? value : undefined;
  const [language = "", ...rest] = text.split(/\s+/);
  const joined = rest.join(" ").replace(/^(`|["'(])(.*)[`"')]$/, "$2");
  if (joined !== "" && isPath(joined, knownPaths)) return joined;
  if (rest.length > 0) return undefined;
  const colon = /^[\w+#.-]*:(.+)$/.exec(language);
  if (colon?.[1] !== undefined && isPath(colon[1], knownPaths)) return colon[1];
  return (language.includes("/") || language.includes(".")) && isPath(language, knownPaths) ? language : undefined;
}

/** Whether an info string says that the block shows a part of a file (as code citations do). */
export function isExcerpt(info: string): boolean {
  return (
    /^\d+:\d+:/.test(info) ||
    /#L?\d+|:\d+(?:-\d+)?$|\blines? \d+|\b(?:excerpt|partial|snippet|before|original|current|old|example|output)\b/i.test(
      info,
    )
  );
}

/** The path a first line of code names in a comment. */
export function pathFromComment(line: string, knownPaths: readonly string[] = []): string | undefined {
  const text = line.trim();
  const match =
    /^(?:\/\/+|#+|--|;+|%+)\s*(\S.*)$/.exec(text) ??
    /^<!--\s*(.*?)\s*-->$/.exec(text) ??
    /^\/\*+\s*(.*?)\s*\*+\/$/.exec(text);
  const body = (match?.[1] ?? "").replace(/^(?:file(?:\s?name|\s?path)?|path)\s*:\s*/i, "").trim();
  return body !== "" && isPath(body, knownPaths) ? body : undefined;
}

/**
 * The known path that a path in a reply means: the same, or the only one that ends with it (or that it ends with, where
 * the rest is a made-up or absolute folder); else the path as given.
 */
export function resolvePath(path: string, knownPaths: readonly string[]): string {
  const wanted = normalPath(path);
  const exact = knownPaths.find((known) => normalPath(known) === wanted);
  if (exact !== undefined) return exact;
  const ending = knownPaths.filter((known) => normalPath(known).endsWith(`/${wanted}`));
  if (ending.length === 1 && ending[0] !== undefined) return ending[0];
  const holding = knownPaths.filter((known) => {
    const end = `/${normalPath(known)}`;
    const head = wanted.endsWith(end) ? wanted.slice(0, -end.length) : undefined;
    return (
      head !== undefined &&
      (/^(?:path\/to(?:\/your)?|your(?:-|\/)project)$/.test(head) || /^(?:[A-Za-z]:)?\//.test(wanted))
    );
  });
  const [first] = holding.sort((a, b) => b.length - a.length);
  return first ?? (/^(?:\.\/|.*\\)/.test(path) && !/^[\\/]/.test(path) ? wanted : path);
}
