import { indentOf, isBlank } from "../text/lines.ts";
import { commentsOf, type Comment } from "./comments.ts";
import { definitionsOf } from "./definitions.ts";
import { said, type Said } from "./words.ts";

/**
 * Placeholders in words alone: `# b() and c() stay as they are`, `// keep everything else the same`. Such a comment may be
 * true, so it counts only where the edit takes away what it may stand for: definitions, one that it names, or lines.
 */

/** What an edit takes away, worked out when it is asked for. */
type Loss = {
  /** Whether a definition of this name is there no more. */
  isLost: (name: string) => boolean;
  /** Definitions lost, and lost beyond those that are new. */
  definitions: () => number;
  net: () => number;
  /** Lines lost beyond those that are new. */
  lines: () => number;
};

/** The first added line whose comment, in words, stands for what the edit takes away; nothing if there is none. */
export function keptInWords(before: string, after: string): string | undefined {
  const had = before.split(/\r?\n/);
  const lines = after.split(/\r?\n/);
  const old = new Set(had.map((line) => line.trim()));
  const added = commentsOf(lines).filter(({ from, to }) =>
    lines.slice(from, to).some((line) => !isBlank(line) && !old.has(line.trim())),
  );
  if (added.length === 0) return undefined;
  const loss = lossOf(had, lines);
  const found = added.find((comment) => standsForLoss(comment, lines, loss));
  return (
    found &&
    lines
      .slice(found.from, found.to)
      .map((line) => line.trim())
      .join(" ")
      .slice(0, 200)
  );
}

function standsForLoss(comment: Comment, lines: readonly string[], loss: Loss): boolean {
  const { words, bare } = comment;
  const alone = standsAlone(comment, lines);
  if (bare !== "prose" && comment.code === "" && listsLost(words, loss, alone !== undefined)) return true;
  const never = (): boolean => false;
  // Most comments say nothing of the kind, whatever is lost.
  const rough = said(words, never);
  if (rough.keep + rough.hold + rough.rest + rough.weak === 0) return false;
  if (comment.code !== "") return behindCode(comment, lines, loss);
  const whole = said(words, loss.isLost);
  if (bare === "prose")
    return (
      whole.unknown === 0 && loss.definitions() > 0 && (names(whole) || rests(whole)) && whole.keep + whole.hold > 0
    );
  if (isRemark(words) && !alone && loss.net() <= 0) return false;
  if (stands(whole, loss) || isPresent(words, whole, loss)) return true;
  const sentences = words
    .split(/[.;:!?。；：！？]+(?:\s|$|(?<=[。；：！？]))|\s[-–—]+\s|,\s/)
    .filter((part) => /\S/.test(part));
  if (sentences.length > 1 && sentences.some((part) => standsFirmly(said(part, loss.isLost), loss))) return true;
  if (!alone || whole.unknown + whole.gone + whole.number > 0) return false;
  const isBody = alone === "body";
  const { rest, keep, hold, weak, noun, name } = whole;
  const isShort = rest + keep + hold + weak + noun + name === 1 && !idle.test(lines[comment.from - 1] ?? "");
  if (loss.net() > 0) return rest + keep + name > 0 || (hold + weak > 0 && (isBody || isShort || noun > 0));
  const says = rest + keep + (isBody || code.test(words) ? hold + weak : 0);
  return says > 0 && loss.lines() >= (isBody || isShort ? 1 : 2);
}

/** Whether a comment may tell of a value that it stays as it is, and of no code: "returned as is". */
const isRemark = (words: string): boolean => /^(?:\w+ed |used |sent )?as[ -]is\.?$/i.test(words.trim());

/** What code is called that is there already. */
const present =
  /\b(?:bestehend|vorhanden|exist|esistent|bestaand|istniej|befintlig|mevcut)|существующ|існуюч|现有|現有|已有|原有|当前|當前|既有|既存|現在の|現行の|元の|기존/i;
/** What code consists of, whatever it does. */
const code =
  /\b(?:code|funk|func|fonction|función|funzion|funç|méth|metod|métod|meth|klass|clase|class|implement|código|codice|kod)|код|функци|метод|класс|コード|関数|メソッド|クラス|実装|代码|代碼|程式碼|函数|函數|方法|实现|實現|코드|함수|메서드|구현/i;

const anyCode = /\b(?:code|código|codice|kod)\b|код|コード|代码|代碼|程式碼|코드/i;

/** "Existing code", that the rest belongs here, or "(same)", and nothing else: so beside whatever loss. */
function isPresent(words: string, what: Said, loss: Loss): boolean {
  const { rest, weak, hold, keep, noun, gone, unknown, number, name } = what;
  if (unknown + gone + number + name > 0) return false;
  const isCode = noun > 0 && code.test(words);
  const inBrackets = /^(?:\(.*\)|\[.*\])[.:]?$/.test(words.trim()) && hold + keep + rest > 0;
  const says =
    inBrackets || (rest > 0 && (weak > 0 || anyCode.test(words))) || (isCode && weak + hold > 0 && present.test(words));
  return says && (loss.definitions() > 0 || loss.lines() > 0);
}

const separator =
  /\s*(?:\.{2,}|…|[,;&/|+–—]|->|→|~)\s*|\s+(?:and|to|through|thru|until|und|bis|et|à|y|e|a|и|до|と|から|和|到|至|-)\s+/u;

/**
 * Whether words are names alone, of which some are lost: `save() … check()`; all of them, and with nothing behind the
 * comment, where neither brackets nor dots say what they are.
 */
function listsLost(words: string, loss: Loss, alone: boolean): boolean {
  const isOpen = /\(\)|\.{2,}|…/.test(words);
  if (words.length > 120 || (!isOpen && !alone)) return false;
  const items = words
    .split(separator)
    .map((item) => item.trim().replace(/^[`([]+|[`\])]+$|\.$/g, ""))
    .filter((item) => item !== "");
  const names = items.map(
    (item) => /^((?:[\p{L}_$][\p{L}\p{N}_$]*[.#:]+)*)([\p{L}_$][\p{L}\p{N}_$-]*)(?:\(\)?)?$/u.exec(item)?.[2],
  );
  if (names.length === 0 || names.includes(undefined)) return false;
  const isLost = (name: string | undefined): boolean => loss.isLost(name ?? "");
  return isOpen ? names.some(isLost) : names.every(isLost) && loss.net() > 0;
}

/** A name of what is lost beside a word of keeping; and no word of taking it away. */
const names = ({ name, keep, hold, weak, rest, noun, glue, gone, unknown }: Said): boolean => {
  if (name === 0 || gone > 0) return false;
  return unknown === 0
    ? keep + hold + weak > 0
    : keep > 0 && unknown <= 2 && name + keep + rest + noun + glue >= 2 * unknown;
};

const rests = ({ rest, keep, hold, gone, unknown }: Said): boolean =>
  rest > 0 && keep + hold > 0 && gone === 0 && unknown === 0;

const keeps = ({ keep, gone, unknown, number }: Said): boolean => keep > 0 && gone + unknown + number === 0;

const standsFirmly = (what: Said, loss: Loss): boolean =>
  names(what) || (rests(what) && (loss.definitions() > 0 || loss.lines() >= 2));

const stands = (what: Said, loss: Loss): boolean =>
  standsFirmly(what, loss) || (keeps(what) && (loss.net() > 0 || loss.lines() >= 2));

/** `bar() { // unchanged`: a comment behind the head of a block that has nothing in it, or behind a lost one's signature. */
function behindCode({ words, code, from }: Comment, lines: readonly string[], loss: Loss): boolean {
  const quotes = code.match(/["'`]/g)?.length ?? 0;
  if (quotes % 2 === 1) return false;
  const what = said(words, loss.isLost);
  if (what.unknown > 0 || what.gone > 0 || what.keep + what.hold + what.rest === 0) return false;
  const opens = /(?:[{([:]|=>|\b(?:do|then|begin))$/.test(code);
  const empty =
    /(?:\{\s*\}[;,)]*|\bpass|\.{3}|\bend|\b(?:todo|unimplemented)!\([^()]*\)[;,]?|\bTODO\(\)|\bNotImplementedError(?:\(\))?)$/.test(
      code,
    );
  if (opens || empty) return !(opens && hasBody(lines, from)) && (loss.definitions() > 0 || loss.lines() > 0);
  // A signature that is no definition any more.
  const both = said(`${code} ${words}`, loss.isLost);
  return /^[^=]*\)?[;,]?$/.test(code) && both.name > 0 && what.keep > 0 && loss.definitions() > 0;
}

/** Whether deeper lines that are not closers follow. */
function hasBody(lines: readonly string[], at: number): boolean {
  const next = filled(lines, at + 1, 1) ?? "";
  return indentOf(next).length > indentOf(lines[at] ?? "").length && !/^\s*[)\]}]/.test(next);
}

const closer = /^\s*(?:[)\]}]|<\/|(?:end|fi|done|esac)\b)/;

/** The first line that is not blank, from one on and up or down. */
function filled(lines: readonly string[], from: number, step: 1 | -1): string | undefined {
  let at = from;
  while (at >= 0 && at < lines.length && isBlank(lines[at] ?? "")) at += step;
  return lines[at];
}

/** Whether no code goes on right behind a comment; "body": nor stands any before it in its block. */
function standsAlone({ from, to }: Comment, lines: readonly string[]): "body" | "end" | undefined {
  const depth = indentOf(lines[from] ?? "").length;
  const next = lines[to];
  const ends = next === undefined || isBlank(next) || closer.test(next) || indentOf(next).length < depth;
  if (!ends) return undefined;
  const below = filled(lines, to, 1);
  const above = filled(lines, from - 1, -1);
  const leaves = below === undefined || closer.test(below) || indentOf(below).length < depth;
  return leaves && above !== undefined && indentOf(above).length < depth ? "body" : "end";
}

function lossOf(before: readonly string[], after: readonly string[]): Loss {
  let known: { lost: Set<string>; weak: Set<string>; definitions: number; net: number } | undefined;
  let lines: number | undefined;
  const definitions = (): NonNullable<typeof known> => {
    if (known) return known;
    // A new line of several words behind a hash is rather a comment than a title.
    const old = new Set(before);
    const kept = after.filter((line) => old.has(line) || !/^#+\s+\S+\s/.test(line));
    const [had, has] = [definitionsOf(before), definitionsOf(kept)];
    const lost = [...had.strong].filter(([name, times]) => times > (has.strong.get(name) ?? 0)).map(([name]) => name);
    const gained = [...has.strong].filter(([name, times]) => times > (had.strong.get(name) ?? 0)).length;
    const weak = new Set([...had.weak].filter((name) => !has.weak.has(name) && !has.strong.has(name)));
    return (known = { lost: new Set(lost), weak, definitions: lost.length, net: lost.length - gained });
  };
  return {
    isLost: (name) => definitions().lost.has(name) || definitions().weak.has(name),
    definitions: () => definitions().definitions,
    net: () => definitions().net,
    lines: () => (lines ??= saying(before) - saying(after)),
  };
}

/** Lines that are a comment, or an empty body. */
const idle = /^\s*(?:\/\/|#(?:\s|$)|\{?\/\*|\*\s|<!--|--\s|;|"""|'''|(?:pass|\.{3})(?:\s|$))/;

/** How many lines say something. */
const saying = (lines: readonly string[]): number =>
  lines.filter((line) => /[\p{L}\p{N}]/u.test(line) && !idle.test(line)).length;
