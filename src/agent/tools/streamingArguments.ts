/** A piece of a string value. */
export type ArgumentDelta = {
  /** The value's path: keys and list positions from the outermost, e.g. ["edits", 0, "newText"]. */
  path: (string | number)[];
  /** The next decoded characters; may be empty in the last piece. */
  delta: string;
  /** The value is complete. */
  done: boolean;
};

export type StreamingArguments = {
  /** Takes the next raw argument text, cut anywhere; returns what it adds to the requested values. */
  push(text: string): ArgumentDelta[];
};

/**
 * Reads a tool call's JSON arguments while they stream, and returns the string values of some keys, at any depth, as
 * they grow. Holds back split escapes and surrogate pairs. Tolerates typical model output: raw line breaks in strings,
 * unknown escapes (kept literally), text before the first brace. Never throws; the complete arguments are parsed and
 * checked elsewhere.
 */
export function streamingArguments(keys: readonly string[]): StreamingArguments {
  const reader = new Reader(new Set(keys));
  return { push: (text) => reader.push(text) };
}

type Level = { kind: "object"; key: string | undefined } | { kind: "list"; index: number };

/** The deepest nesting that is read; each value's path copies its levels, and tools have three. */
const DEEPEST = 32;

class Reader {
  private readonly keys: ReadonlySet<string>;
  private readonly levels: Level[] = [];
  /** The string being read: a key, a requested value (with its path), or a skipped one. */
  private string: { role: "key" | "wanted" | "other"; path: (string | number)[] } | undefined;
  private text = "";
  /** An unfinished escape: "\", then "\u" and its digits. */
  private escape = "";
  /** The first half of a surrogate pair. */
  private half = "";
  private expectsKey = false;
  /** How many levels are open beyond the deepest that is read. */
  private deeper = 0;

  constructor(keys: ReadonlySet<string>) {
    this.keys = keys;
  }

  push(text: string): ArgumentDelta[] {
    const out: ArgumentDelta[] = [];
    for (let i = 0; i < text.length; i++) {
      if (!this.string) this.between(text.charAt(i));
      else if (this.escape !== "") this.inEscape(text.charAt(i));
      else {
        const end = nextSpecial(text, i);
        this.add(text.slice(i, end));
        i = end;
        if (text.charAt(i) === "\\") this.escape = "\\";
        else if (i < text.length) this.end(out);
      }
    }
    if (this.string?.role === "wanted" && this.text !== "") {
      out.push({ path: this.string.path, delta: this.text, done: false });
      this.text = "";
    }
    return out;
  }

  private between(c: string): void {
    const level = this.levels.at(-1);
    if ((c === "{" || c === "[") && this.levels.length >= DEEPEST) this.deeper++;
    else if ((c === "}" || c === "]") && this.deeper > 0) this.deeper--;
    else if (c === "{") {
      this.levels.push({ kind: "object", key: undefined });
      this.expectsKey = true;
    } else if (c === "[" && level) {
      this.levels.push({ kind: "list", index: 0 });
      this.expectsKey = false;
    } else if (c === "}" || c === "]") {
      this.levels.pop();
      this.expectsKey = false;
    } else if (c === "," && level) {
      if (level.kind === "list") level.index++;
      this.expectsKey = level.kind === "object";
    } else if (c === ":") this.expectsKey = false;
    else if (c === '"' && level) this.begin(level);
  }

  private begin(level: Level): void {
    this.text = "";
    if (level.kind === "object" && this.expectsKey && this.deeper === 0) {
      this.string = { role: "key", path: [] };
      return;
    }
    const wanted = this.deeper === 0 && level.kind === "object" && this.keys.has(level.key ?? "");
    if (!wanted) this.string = { role: "other", path: [] };
    else {
      const path = this.levels.map((each) => (each.kind === "object" ? (each.key ?? "") : each.index));
      this.string = { role: "wanted", path };
    }
  }

  private inEscape(c: string): void {
    this.escape += c;
    if (this.escape.startsWith("\\u")) {
      if (this.escape.length > 2 && !/[0-9a-fA-F]/.test(c)) this.leaveEscape(this.escape);
      else if (this.escape.length === 6) this.leaveEscape(String.fromCharCode(parseInt(this.escape.slice(2), 16)));
    } else this.leaveEscape(escapes.get(c) ?? (c === '"' || c === "\\" || c === "/" ? c : this.escape));
  }

  private leaveEscape(text: string): void {
    this.escape = "";
    this.add(text);
  }

  private add(text: string): void {
    if (this.string?.role === "other" || text === "") return;
    const all = this.half + text;
    const last = all.charCodeAt(all.length - 1);
    const isHalf = last >= 0xd800 && last <= 0xdbff;
    this.half = isHalf ? all.slice(-1) : "";
    this.text += isHalf ? all.slice(0, -1) : all;
  }

  private end(out: ArgumentDelta[]): void {
    const text = this.text + this.half;
    this.text = "";
    this.half = "";
    if (this.string?.role === "wanted") out.push({ path: this.string.path, delta: text, done: true });
    const level = this.levels.at(-1);
    if (this.string?.role === "key" && level?.kind === "object") level.key = text;
    this.string = undefined;
  }
}

/** The offset of the string's next quote or backslash; the text's end if there is none. */
function nextSpecial(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 0x22 && text.charCodeAt(at) !== 0x5c) at++;
  return at;
}

const escapes = new Map(Object.entries<string>({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }));
