/** Limits of a pattern: longer ones, with more alternatives, are no patterns of files. */
const MOST_CHARACTERS = 300;
const MOST_ALTERNATIVES = 64;

/**
 * Whether a path fits a glob: `*` and `?` within a name, `**` for any folders, `{a,b}`, `[a-z]`, `[!a]`. A pattern without
 * a slash is about names at any depth; one that ends with a slash, about all in those folders. Throws an Error for a
 * pattern that is too long.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const plain = pattern
    .trim()
    .replaceAll("\\", "/")
    .replace(/^(?:\.?\/)+/, "");
  if (plain.length > MOST_CHARACTERS) throw new Error("The glob is too long.");
  const alternatives = alternativesOf(plain).map((each) => {
    const whole = each.endsWith("/") ? `${each}**` : each;
    const names = (whole.includes("/") ? whole : `**/${whole}`).split("/").filter((name) => name !== "");
    return names.map((name) => (name === "**" ? "any" : nameMatcher(name)));
  });
  return (path) => {
    const names = path.split("/");
    return alternatives.some((parts) => fits(parts, names));
  };
}

type Part = "any" | ((name: string) => boolean);

/** Reads the names against the parts; for each part, the positions that the earlier parts can end at. */
function fits(parts: readonly Part[], names: readonly string[]): boolean {
  let at = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const position of at) {
      if (part !== "any") {
        const name = names[position];
        if (name !== undefined && part(name)) next.add(position + 1);
      } else for (let to = position; to <= names.length; to++) next.add(to);
    }
    if (next.size === 0) return false;
    at = next;
  }
  return at.has(names.length);
}

/** The patterns that braces stand for. Throws an Error if they are too many. */
function alternativesOf(pattern: string): string[] {
  const open = pattern.indexOf("{");
  const close = open < 0 ? -1 : closing(pattern, open);
  if (close < 0) return [pattern];
  const [head, tail] = [pattern.slice(0, open), pattern.slice(close + 1)];
  const all = branches(pattern.slice(open + 1, close)).flatMap((each) => alternativesOf(head + each + tail));
  if (all.length > MOST_ALTERNATIVES) throw new Error("The glob has too many alternatives.");
  return all;
}

/** The position of the brace that closes one; -1 if none does. */
function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let at = open; at < pattern.length; at++) {
    if (pattern[at] === "{") depth++;
    if (pattern[at] === "}" && --depth === 0) return at;
  }
  return -1;
}

/** The texts between the commas that stand in no inner braces. */
function branches(inner: string): string[] {
  const found: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at <= inner.length; at++) {
    if (inner[at] === "{") depth++;
    if (inner[at] === "}") depth--;
    if (at < inner.length && (inner[at] !== "," || depth > 0)) continue;
    found.push(inner.slice(from, at));
    from = at + 1;
  }
  return found;
}

/** Whether a name fits one part of a pattern. Stars are tried from the last one only, so that no name takes long. */
function nameMatcher(part: string): (name: string) => boolean {
  const signs = signsOf(part);
  return (name) => {
    const letters = [...name];
    let [sign, letter] = [0, 0];
    let star: { sign: number; letter: number } | undefined;
    while (letter < letters.length) {
      const test = signs[sign];
      if (test === "star") {
        star = { sign: sign++, letter };
      } else if (test?.(letters[letter] ?? "") === true) {
        sign++;
        letter++;
      } else if (star) {
        sign = star.sign + 1;
        letter = ++star.letter;
      } else return false;
    }
    return signs.slice(sign).every((test) => test === "star");
  };
}

type Sign = "star" | ((letter: string) => boolean);

function signsOf(part: string): Sign[] {
  const signs: Sign[] = [];
  const letters = [...part];
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at];
    const end = letter === "[" ? letters.indexOf("]", at + 2) : -1;
    if (letter === "*") {
      if (signs.at(-1) !== "star") signs.push("star");
    } else if (letter === "?") signs.push(() => true);
    else if (end > 0) {
      signs.push(groupOf(letters.slice(at + 1, end)));
      at = end;
    } else signs.push((each) => each === letter);
  }
  return signs;
}

/** Letters in brackets: single ones, ranges, and all others after "!" or "^". */
function groupOf(letters: readonly string[]): (letter: string) => boolean {
  const isNot = letters[0] === "!" || letters[0] === "^";
  const own = isNot ? letters.slice(1) : letters;
  const ranges: [string, string][] = [];
  for (let at = 0; at < own.length; at++) {
    const [from = "", to] = [own[at], own[at + 2]];
    if (own[at + 1] === "-" && to !== undefined) {
      ranges.push([from, to]);
      at += 2;
    } else ranges.push([from, from]);
  }
  return (letter) => ranges.some(([from, to]) => from <= letter && letter <= to) !== isNot;
}
