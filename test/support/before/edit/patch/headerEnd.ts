import { indentOf, isBlank } from "../text/lines.ts";

/** Lines of a header that are read before it counts as one without an end. */
const maxLines = 200;
/** Characters of a line that are read. */
const maxLength = 2000;

const definition =
  /^(?:@\w+ )*(?:(?:export|default|public|private|protected|internal|static|async|abstract|final|override|virtual|inline|const|unsafe|extern|pub(?:\([^)]*\))?|open|suspend|data|sealed|partial|readonly|get|set)\s+)*(?:def|class|function|func|fun|fn|impl|struct|interface|enum|trait|type|module|namespace|object|protocol|extension|void|int|bool|string|auto|constructor|template|if|elif|else|for|foreach|while|switch|match|catch|try|with|unless|sub|proc|let|var|val)\b|^(?:public|private|protected|internal|static|export|async)\b/;

/** The same of Lua and Basic. */
const named =
  /^(?:(?:local|public|private|protected|friend|shared|overrides|static)\s+)*(?:sub|function|property|operator)\s+\w/i;

/** What a definition's header goes on with on the next line. */
const goesOn =
  /^(?:extends|implements|where|throws|with|requires|noexcept|override|final|async(?= +(?:throws|->))|->|=>|:(?!:)|&&|\|\||[.?+*/|&])(?!\w)/;

/** Python's heads, which may have a space before their colon; in C++ a list of initial values follows such a one. */
const python = /^\s*(?:async\s+)?(?:def|class|if|elif|for|while|with|except|match|case)\b/;

/**
 * The last line of what begins at line `from`, behind which its body's first line stands: the line itself, or the one
 * that closes its parameters, or the one with the brace. Nothing where that cannot be told: a decorator, a header that
 * goes on in some other way.
 */
export function headerEnd(from: number, count: number, line: (i: number) => string): number | undefined {
  const first = bare(line(from));
  if (isOpen(from, count, line)) return undefined;
  if (/[{[]$|^\s*$/.test(first) || isPrefix(from, count, line)) return isPrefix(from, count, line) ? undefined : from;
  let depth = 0;
  for (let i = from; i < Math.min(count, from + maxLines); i++) {
    const text = i === from ? first : bare(line(i));
    for (const sign of text.match(/[()]/g) ?? []) depth += sign === "(" ? 1 : -1;
    if (depth > 0) continue;
    return behind(i, {
      from,
      count,
      line,
      text,
      isDefinition: definition.test(first.trim()) || named.test(first.trim()),
    });
  }
  return undefined;
}

type Closed = {
  from: number;
  count: number;
  line: (i: number) => string;
  text: string;
  isDefinition: boolean;
};

/** The header's end where its brackets are closed on line `at`. */
function behind(at: number, { from, count, line, text, isDefinition }: Closed): number | undefined {
  if (/\s:$|::.*\):$/.test(text) && text.includes(")") && !python.test(line(from))) return undefined;
  if (/[{:]$/.test(text)) return at;
  let next = at + 1;
  while (next < count && isBlank(bare(line(next)))) next++;
  const following = next < count ? bare(line(next)).trim() : "";
  const deeper = next < count && indentOf(line(next)).length > indentOf(line(from)).length;
  if (at === from && goesOnBelow(text.trim(), following, deeper)) return undefined;
  if (following.startsWith("{")) return following === "{" ? next : undefined;
  if (text.endsWith(")") && (/^: *[\w:<>]+[({]/.test(following) || hasBody(from, next, count, line))) return undefined;
  // What closes without a body is a call or a value: the new lines stand among its arguments, as they are said to.
  const unfinished = /(?:\\|=>?|->|&&|\|\||[+*/?|&]|\b(?:extends|implements|and|or))$/.test(text);
  if (unfinished || (isDefinition && (text.endsWith(",") || goesOn.test(following)))) return undefined;
  return at > from && isDefinition && !/[;,]$/.test(text) ? undefined : from;
}

/** Whether a header of SQL, OCaml, F#, Scala or Elixir goes on with the next line: its clauses, its parameters. */
function goesOnBelow(text: string, following: string, deeper: boolean): boolean {
  if (following === "(") return true;
  if (/^(?:create|alter)\s+\w/i.test(text)) return !/(?:[;,(]|\bbegin)$/i.test(text);
  if (/^(?:let|and)\s+(?:(?:rec|inline|private|mutable)\s+)*[\w']+$/.test(text)) return deeper;
  return /^(?:\w+\s+)*def\w*\s/.test(text) && /^\(.*(?:[=:{,(]|\bdo)$|^when\b/.test(following);
}

/**
 * Whether a line leaves open what is no block: a comment, a tag, the parameters of a type, or a list that is itself a part
 * of a header (`function f({`, `def f() -> Dict[`).
 */
function isOpen(at: number, count: number, line: (i: number) => string): boolean {
  const text = line(at);
  const first = bare(text);
  if (/^\s*\/\*(?!.*\*\/)/.test(text) || /\w<$/.test(first)) return true;
  if (/^\s*<[A-Za-z][\w.:-]*(?:\s[^<>]*)?$/.test(first.replaceAll("=>", ""))) return true;
  if (!/\(\{$|\[$/.test(first)) return false;
  const depth = indentOf(text).length;
  for (let i = at + 1; i < Math.min(count, at + maxLines); i++) {
    const next = bare(line(i));
    if (isBlank(next) || (indentOf(line(i)).length > depth && !/^\s*[^[\]]*\]:$/.test(next))) continue;
    return /(?:\{|=>|:)$/.test(next);
  }
  return false;
}

/** Whether a body begins in one of the next lines, as deep as the header, with nothing but the header's own lines between. */
function hasBody(from: number, next: number, count: number, line: (i: number) => string): boolean {
  for (let i = next; i < Math.min(count, next + 8); i++) {
    const text = bare(line(i)).trim();
    if (text === "{") return indentOf(line(i)) === indentOf(line(from));
    if (/[{}]/.test(text)) return false;
  }
  return false;
}

/** Whether a line is only what stands before a header: a decorator, an attribute, a template's parameters. */
function isPrefix(at: number, count: number, line: (i: number) => string): boolean {
  const text = bare(line(at)).trim();
  if (/[{:;]$/.test(text) || /^@(?:implementation|interface|protocol|class|import|end)\b/.test(text)) return false;
  if (/^template\s*</.test(text)) return true;
  let next = at + 1;
  while (next < count && isBlank(line(next))) next++;
  if (next >= count || indentOf(line(next)) !== indentOf(line(at))) return false;
  const following = line(next).trim();
  if (/^(?:@\w|#!?\[)/.test(text)) return true;
  return /^\[.*\]$/.test(text) && (definition.test(following) || /^\[.*\]$/.test(following));
}

/** A line without strings, comments at its end, and white space there. */
const bare = (text: string): string =>
  text
    .slice(0, maxLength)
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '""')
    .replace(/\s*(?:\/\/|(?<=\s)#(?!\[)|\/\*).*$/, "")
    .trimEnd();
