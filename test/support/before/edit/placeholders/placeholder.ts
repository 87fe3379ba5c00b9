import { keptInWords } from "./dropped.ts";
import { saysKept } from "./words.ts";
import { docstrings, isStub, lostBodies, stubsOf } from "./stubs.ts";

/**
 * Lines by which a model stands for code that it does not write: `...`, `// ... existing code ...`, `# rest of the file
 * unchanged`, `{ /* ... *\/ }`. The wordings are those that models are seen to use and that other tools test for. Code
 * that merely looks alike is left alone: spread arguments, a Python stub's `...`, a doctest's, text in quotes, and
 * comments that speak of existing things without standing for them.
 */

const dots = String.raw`(?:\.{3,}|…)`;
const noun =
  "(?:code|files?|functions?|methods?|class(?:es)?|implementations?|components?|logic|contents?|modules?|scripts?|body|" +
  "imports?|exports?|props|properties|fields|members|styles?|rules?|tests?|cases|routes?|handlers?|definitions?|" +
  "declarations?|config(?:uration)?|lines?|sections?|parts?|stuff|markup|html|jsx|css|elements?|statements?|" +
  "variables?|constants?|options|settings|entries|block|program|document|page|template|text|query|schema)";
const state =
  "(?:(?:is |are |remains? |stays? |left )?(?:exactly )?" +
  "(?:unchanged|unmodified|the same|as[ -]is|as they are|as it is|as before|intact|omitted|not shown)(?: for brevity)?" +
  "|(?:goes |is |continues |remains? )?(?:here|above|below)|continues|follows|truncated|remains?)";
const elided =
  "(?:existing|previous|original|unchanged|remaining|other|same|old|current|unmodified|omitted|your existing)";

/** A wording beside dots: `... existing code`, `rest of methods ...`. */
const wording = new RegExp(
  `^(?:(?:the |all |your |some )*(?:rest|remainder)\\b(?: of\\b.{0,40})?` +
    `|(?:the |all |your )*${elided}(?: \\w+){0,2} ${noun}(?: ${state})?` +
    `|(?:keep|leave|insert|add) (?:the |all |your )*(?:${elided}|rest)\\b.{0,30}` +
    `|(?:\\w+ ){0,4}${state}|${elided}|\\d+ (?:\\w+ ){0,3}lines?(?: \\w+){0,2})$`,
  "i",
);
/** The same in a comment or behind dots: elsewhere it may be prose. */
const commentWording = new RegExp(
  `^(?:(?:and )?(?:additional|further|more|various|several|any other)(?: \\w+)? ${noun}(?: ${state})?` +
    `|(?:code|implementation|(?:and |many )?more|etc|snip(?:ped)?|truncated|no changes?)(?: \\w+){0,3}` +
    `|continue[sd]?(?: (?:with|as|from)\\b.{0,30})?|and (?:so on|the rest))$`,
  "i",
);
/** The same in other languages: how such a wording begins. */
const otherLanguages =
  /^(?:el |le |la |der |die |das )?(?:resto|reste|restlich|übrig|bestehend|unverändert|código existente|code existant|остальн|существующ|без изменений|既存|残り|省略|其余|其他|剩余|现有|原有|保持|기존|나머지)/iu;
const leftOut = "(?:omitted|elided|skipped|hidden|truncated|unchanged|not shown)";
/** A wording that stands for code even without dots. */
const plainWording = new RegExp(
  `^(?:(?:the |all )?(?:rest|remainder) of (?:the |your |this )?(?:\\w+ )?${noun}(?: ${state})?` +
    `|(?:the |your )?(?:existing|unchanged) (?:\\w+ )?${noun}(?: ${state})?` +
    `|(?:the |all )?(?:other|remaining|previous|original) (?:\\w+ )?${noun} ${state}` +
    `|(?:remaining|previous) (?:code|implementation|logic)` +
    `|(?:(?:the )?rest|everything(?: else)?|all(?: else)?|code|implementation|function|method|class|body|content|imports?` +
    `|exports|functions|methods|styles|routes|handlers|markup)` +
    `(?: body| code| of it| above| below)? (?:is |are |remains? |stays? )?(?:unchanged|the same|omitted(?: for brevity)?|as before|not shown)` +
    `|(?:the )?(?:remaining|other) \\d+ (?:\\w+ )?lines?|\\d+ (?:\\w+ )?lines? ${leftOut}|lines? \\d+ ?(?:[-–—]|to) ?\\d+ (?:are |is |remains? )?(?:${leftOut}|the same)` +
    `|(?:the )?(?:previous|existing|original|remaining) ${noun} from lines? .{1,30}(?:unchanged|the same)` +
    `|(?:keep|leave) (?:the |all )*other (?:\\w+ )?${noun} ${state}` +
    `|(?:keep|leave) (?:the |your )?(?:existing|rest of(?: the)?|remaining) ${noun}(?: ${state})?` +
    `|(?:code )?continues (?:as before|unchanged|below|above|here)|snip(?:ped)?` +
    `|no changes?(?: needed| required)?(?: (?:here|above|below))?|(?:remains? |stays? )?unchanged|same as before` +
    `|same as (?:the )?(?:original|existing)(?: code| file| implementation)?|omitted(?: for brevity)?)$`,
  "i",
);
const inBrackets = /^(?:truncated|elided|omitted|existing|rest|more|same as (?:above|before))$/i;

const blockComments: RegExp[] = [
  /^\/\*+([^]*?)\**\/$/,
  /^<!--([^]*?)-->$/,
  /^\{\s*\/\*([^]*?)\*\/\s*\}$/,
  /^\{#([^]*?)#\}$/,
  /^\{\{!(?:--)?([^]*?)(?:--)?\}\}$/,
  /^<%(?:#|--)([^]*?)(?:--)?%>$/,
  /^@\*([^]*?)\*@$/,
  /^<#([^]*?)#>$/,
  /^\(\*([^]*?)\*\)$/,
  /^\{-([^]*?)-\}$/,
  /^--\[\[([^]*?)\]\]$/,
  /^("""|''')([^]*?)\1$/,
];
const lineComment = /^(?:\/{2,}!?|#+|--|;+|%+|'|\*|!+|(?:rem|dnl)\b)\s*(.*)$/i;
/** What people draw around a comment's words. */
const drawing = /^[-=*~_#]{2,}\s*|\s*[-=*~_#/]{2,}$/g;
const onlyDots = new RegExp(`^${dots}$`);
/** Signs that stand for dots within a comment; elsewhere they may be a menu's sign. */
const drawnDots = /^(?:[⋮⋯︙]|[•·∙‥]{3,9}|\.(?: \.){2,9})$/;
/** A key and a value of dots, for entries left out. */
const dottedEntry = /^["'](?:\.{3,}|…)["']\s*:\s*["'[{]?(?:\.{3,}|…)["'\]}]?,?$/;
/** A line of dots that is drawn, as one of dashes is. */
const ruler = /^\.{10,}$/;
const leadingDots = new RegExp(`^${dots}`);
const trailingDots = new RegExp(`${dots}$`);

/** What the line says if it stands, as a whole, for code that is not written; else nothing. */
export function elisionOf(line: string): string | undefined {
  const trimmed = line.trim();
  if (trimmed.length < 1 || trimmed.length > 120) return undefined;
  return dottedEntry.test(trimmed) || isElision(trimmed) ? trimmed : undefined;
}

function isElision(line: string): boolean {
  for (const pattern of blockComments) {
    const match = pattern.exec(line);
    if (match) return standsForCode(match.at(-1) ?? "", true);
  }
  const comment = lineComment.exec(line)?.[1];
  if (comment === undefined) return standsForCode(line, false);
  return standsForCode(comment, true) || (/^(?:\/\*|<!--|\{\/\*)/.test(comment) && isElision(comment));
}

/** Whether a comment's words (or a bare line) stand for code. */
function standsForCode(text: string, comment: boolean): boolean {
  const plain = text.trim();
  let body = comment && !onlyDots.test(plain) ? plain.replace(drawing, "") : plain;
  if (comment && drawnDots.test(plain)) return true;
  const bracket = /^\((.*)\)$|^\[(.*)\]$|^<(.*)>$|^\{\{(.*)\}\}$/.exec(body);
  const bracketed = bracket !== null || body !== plain;
  if (bracket) body = (bracket[1] ?? bracket[2] ?? bracket[3] ?? bracket[4] ?? "").trim();
  if (ruler.test(body)) return false;
  if (onlyDots.test(body)) return true;
  const before = leadingDots.test(body);
  const after = trailingDots.test(body);
  // `...rest` and `...args,` are code; a bare elision keeps a distance from its dots, or has them at both ends of words.
  const around = before && after && /\w \w/.test(body);
  if (!comment && !bracketed && before && !around && !/^(?:\.{3,}|…)[\s([]/.test(body)) return false;
  let words = body.replace(leadingDots, "").replace(trailingDots, "").trim();
  words = words.replace(/^[([](.*)[)\]]$/, "$1").trim();
  if (words.split(/\s+/).length > 12) return false;
  if (before && after) return comment || bracketed || /\s(?:\.{3,}|…)$/.test(body) || wording.test(words);
  words = words.replace(/[.:,;!。]+$/, "");
  if (before || after)
    return (
      wording.test(words) ||
      otherLanguages.test(words) ||
      ((comment || before) && commentWording.test(words)) ||
      (comment && saysKept(words))
    );
  if (!comment && !bracketed) return false;
  return (
    plainWording.test(words) ||
    (comment && bracketed && inBrackets.test(words)) ||
    /^(?:其余|其他|剩余).{0,9}不变$/.test(words)
  );
}

/** Elisions inside a line of code: `{ ... }`, `{ /* ... *\/ }`, `foo(); // ... existing code ...`. */
function inlineElisions(line: string): string[] {
  if (line.length > 2000 || !/\.{3}|…|\*\/|-->/.test(line)) return [];
  const start = line.trimStart();
  // A style sheet's `#name {` is no comment.
  if (
    (lineComment.test(start) && !/^#[\w-]+[^{}]*\{/.test(start)) ||
    start.startsWith("/*") ||
    start.startsWith("<!--")
  )
    return [];
  const found: string[] = [];
  const open = (at: number): boolean => !insideQuotes(line, at);
  for (const match of line.matchAll(/\/\*(.*?)\*\/|<!--(.*?)-->/g)) {
    const body = (match[1] ?? match[2] ?? "").trim();
    const around = line.slice(0, match.index).trimEnd().endsWith("{");
    if (open(match.index) && (onlyDots.test(body) ? around : standsForCode(body, true))) found.push(match[0]);
  }
  const tail = /\s(?:\/\/|#|--)\s*(\S.*)$/.exec(line);
  const note = /\s(?:\/\/|(?:#|--)\s)/.exec(line);
  const code = note && open(note.index) ? line.slice(0, note.index) : line;
  for (const match of code.matchAll(/\{\s*(?:\.{3}|…)\s*\}(?!\s*:)/g)) if (open(match.index)) found.push(match[0]);
  if (tail && open(tail.index)) {
    const body = (tail[1] ?? "").trim();
    const opens = /[{([]$/.test(line.slice(0, tail.index).trimEnd());
    if (onlyDots.test(body) ? opens : /\.{3}|…/.test(body) && standsForCode(body, true)) found.push(body);
  }
  return found;
}

function insideQuotes(line: string, at: number): boolean {
  let quote = "";
  for (let i = 0; i < at; i++) {
    const c = line.charAt(i);
    if (c === "\\") i++;
    else if (quote === "" ? c === '"' || c === "'" || c === "`" : c === quote) quote = quote === "" ? c : "";
  }
  return quote !== "";
}

const oneWord = /^(\/{2,}|#+|--|;+|%+|\*)\s*\p{Ll}+\.?$/u;

/** Whether a comment's line of one word goes on with the sentence of the comment above: "…is returned / unchanged." */
function endsSentence(line: string, above: string): boolean {
  const mark = oneWord.exec(line)?.[1];
  const before = above.trim();
  return (
    mark !== undefined && before.startsWith(mark) && /[\p{L}\p{N},)`]$/u.test(before) && elisionOf(above) === undefined
  );
}

/**
 * The first placeholder in `after` that `before` does not have as well (each as often), as written; nothing if there
 * is none. `before` is the text that `after` replaces.
 */
export function addedPlaceholder(before: string, after: string): string | undefined {
  const lines = after.split(/\r?\n/);
  const lost = lostBodies(before, lines);
  const inDocstring = docstrings(lines);
  const found: string[] = [];
  lines.forEach((line, i) => {
    const whole = elisionOf(line);
    if (whole !== undefined) {
      if (!(onlyDots.test(whole) && isStub(lines, i, lost, inDocstring)) && !endsSentence(whole, lines[i - 1] ?? ""))
        found.push(whole);
    } else found.push(...inlineElisions(line), ...stubsOf(line).filter(lost));
  });
  if (found.length === 0) return keptInWords(before, after);
  const had = new Map<string, number>();
  for (const line of before.split(/\r?\n/)) {
    const whole = elisionOf(line);
    for (const key of whole === undefined ? [...inlineElisions(line), ...stubsOf(line)] : [whole])
      had.set(key, (had.get(key) ?? 0) + 1);
  }
  const more = found.find((key) => {
    const left = had.get(key) ?? 0;
    had.set(key, left - 1);
    return left <= 0;
  });
  return more ?? keptInWords(before, after);
}
