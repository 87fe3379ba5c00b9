import { type KnownFiles, noFiles } from "./knownFiles.ts";
import { isPath } from "./pathNames.ts";

/** A line that names a file. `part`: it announces a place in the file, not the whole of it ("In a.ts:"). */
export type PathLine = { path: string; part: boolean };

/** Words before a path that say what it is; the first group: that only a part of the file follows. */
const labels =
  /^(?:(?:now|then|next|and|so),? )?(?:the )?(?:(?:(?:new|updated|modified|full|complete|final|entire|fixed|corrected) )*(?:(?:file|script|module)(?:\s?name|\s?path)?|path|create|creating|generate|write|writing|new|updated|modified|full|complete|final|entire|add(?:ing)? a new file)(?: (?:a |the )?(?:new )?file)?|((?:in|for|from|at|update|updating|modify|modifying|edit|editing|change|changing|add|adding|add to|fix|fixing|patch|patching|extend|extending)(?: (?:the )?(?:existing )?file)?))\s*(?:[:=]\s*|\s+)/i;
const notes =
  /\s*(?:[([]|[-–—]\s+)(?:new|updated|modified|full|complete|create[d]?|fixed|new file|full file|updated file|changes?|final|typescript|javascript|python|java|kotlin|rust|go|ruby|php|html|css|json|yaml|sql|shell|bash|markdown)[)\]]?$/i;

/**
 * The path a line consists of, in the styles models use: alone, in a heading or list, bold, in backticks, quoted, as a
 * link, as a comment, in brackets, after "File:" or "Step 2:". Nothing if the line says anything else, such as that an
 * excerpt follows.
 */
export function readPathLine(line: string, known: KnownFiles = noFiles): PathLine | undefined {
  let text = line.trim();
  if (text.length > 300) return undefined;
  let part = false;
  text = text
    .replace(/\s+(?:`{3,}|~{3,})[\w+#-]*$/, "")
    .replace(/^(?:>\s*)+/, "")
    .replace(/^#{1,6}\s+/, "")
    .replace(/^(?:[-*+]|\d+[.)])\s+/, "")
    .replace(/^(?:[\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}\ufe0f\u200d→➜➤▶•]+\s*)+(?=\S*[^\d\s])/u, "");
  text = text.replace(/^<!--\s*(.*?)\s*-->$/, "$1").replace(/^\/\*\s*(.*?)\s*\*\/$/, "$1");
  text = text.replace(/^(={3,}|-{3,}) (\S.*?) \1$/, "$2").replace(/^<(path|file_?path|file_?name)>(.*)<\/\1>$/i, "$2");
  text = text.replace(/^(?:\/\/+|#|--|;+|%)\s*(?=\S)/, "");
  text = text.replace(/^\d+[.)]\s+/, "");
  for (let before = ""; before !== text;) {
    before = text;
    text = text
      .replace(/^\*\*([^]*)\*\*:?$/, "$1")
      .replace(/^__([^]*)__:?$/, "$1")
      .replace(/^\*([^*]*)\*:?$/, "$1");
    text = text.replace(/\s*:$/, "").replace(notes, "").trim();
    const unmarked = text.replaceAll("**", "");
    const label = /^(?:step|file|part)\s+\d+\s*[:.)–-]\s*/i.exec(unmarked) ?? labels.exec(unmarked);
    if (label) {
      text = unmarked.slice(label[0].length).trim();
      part ||= label[1] !== undefined;
    }
    text = text.replace(/^\[([^\]]+)\]\([^)]*\)$/, "$1").replace(/^(`+|["'])([^]*)\1$/, "$2");
    if (!isPath(text, known)) text = text.replace(/^\[([^[\]]+)\]$/, "$1").replace(/^\(([^()]+)\)$/, "$1");
  }
  const path = meantPath(text, known);
  return path === undefined ? undefined : { path, part };
}

/** A text as a path: as it stands, or without what chats and Markdown put into one. */
function meantPath(text: string, known: KnownFiles): string | undefined {
  const isKnown = (path: string): boolean => known.meant(path) !== undefined;
  if (isKnown(text)) return text;
  const unescaped = text.replace(/\\([_*])/g, "$1");
  if (unescaped !== text && !unescaped.includes("\\") && isPath(unescaped, known)) return unescaped;
  const mentioned = text.replace(/^@/, "");
  if (mentioned !== text && isKnown(mentioned)) return mentioned;
  return isPath(text, known) ? text : undefined;
}

/** The path a line consists of, whatever it announces of it. */
export const pathFromLine = (line: string, known: KnownFiles = noFiles): string | undefined =>
  readPathLine(line, known)?.path;

/**
 * The path that a sentence announces as a whole: "Here is the updated `src/a.ts`:", "Create `b.ts` with the following
 * content:". Not "the updated function in `src/a.ts`", which announces a part.
 */
export function pathFromSentence(line: string, known: KnownFiles): string | undefined {
  const text = line
    .trim()
    .replace(/^(?:#{1,6}|[-*+]|\d+[.)])\s+/, "")
    .replace(/\*\*(.+?)\*\*/g, "$1")
    .replace(/^(?:step|part)\s+\d+\s*[:.)–-]\s*/i, "");
  for (const [sentence, needsKnown] of sentences) {
    const path = sentence.exec(text)?.[1];
    if (path !== undefined && isPath(path, known))
      return needsKnown && known.meant(path) === undefined ? undefined : path;
  }
  return undefined;
}

const opening = "^(?:okay |ok |and |now |so |then |next |finally |first )?(?:,? ?)";
const whole =
  "(?:new|updated|modified|complete|full|final|revised|rewritten|fixed|corrected|entire|whole|improved|refactored)";
const wholes = `(?:${whole}(?:,| and)? )+(?:versions? of |contents? (?:of|for) |code (?:for|of) |source (?:for|of) |file )?(?:the )?`;
const file = "`([^`]+)`(?: file| module| script| component| class)?";
const more = "(?: (?:that|with|for|after|which|including|where|as)\\b.*)?";
const following = "(?: with)?(?: (?:the )?(?:following|these|this|new))?(?: (?:contents?|code|text))?";

/** The sentences that announce a file as a whole, and whether they do so for a known one only. */
const sentences: readonly [RegExp, boolean][] = [
  [new RegExp(`${opening}here(?:'s|’s| is| are) (?:the |a |an |your |my )?${wholes}${file}${more}:$`, "i"), true],
  [new RegExp(`${opening}here(?:'s|’s| is| are) (?:the |your |my )?${file}:$`, "i"), true],
  [new RegExp(`${opening}(?:the |a |an |your |my )?${wholes}${file}${more}:$`, "i"), true],
  [
    new RegExp(
      `${opening}(?:let's |let’s |i'll |i’ll |we'll |i will |you can |please )?(?:create|write|generate|make) (?:a |the )?(?:new )?(?:file )?(?:called |named |at )?${file}${following}:$`,
      "i",
    ),
    false,
  ],
  [
    new RegExp(
      `${opening}replace (?:(?:the |all )?(?:(?:entire|full|whole|existing|current) )*(?:contents?|text) (?:of|in)|(?:the )?(?:entire|full|whole)) ${file} (?:with|by)(?: (?:the )?(?:following|this))?(?: (?:contents?|code|text))?:$`,
      "i",
    ),
    false,
  ],
  [
    new RegExp(`${opening}save (?:this|the following|it)(?: (?:code|text|script))? (?:as|to|in|into) ${file}:$`, "i"),
    false,
  ],
];

/** Whether a line says that a whole file follows, and not which: "Here is the full file:". */
export const announcesWhole = (line: string): boolean =>
  /^(?:here(?:'s|’s| is| are) )?(?:the |your )?(?:(?:full|complete|entire|whole|new|updated|final) )*(?:full|complete|entire|whole) (?:(?:updated|new|revised|final) )?(?:files?|contents?|code|source|version)(?: (?:of|for) (?:the|this) file)?:$/i.test(
    line.replaceAll("**", "").trim(),
  );

/** The different paths that stand in code or bold type in prose, as they are meant. */
export function mentionedPaths(text: string, known: KnownFiles): string[] {
  const found = new Set<string>();
  for (const [, code, bold] of text.matchAll(/`([^`\n]+)`|\*\*([^*\n]+)\*\*/g)) {
    const path = (code ?? bold ?? "").replace(/^`|`$/g, "").trim();
    if (!isPath(path, known)) continue;
    const meant = known.size === 0 ? path : known.meant(path, true);
    if (meant !== undefined) found.add(meant);
  }
  return [...found];
}
