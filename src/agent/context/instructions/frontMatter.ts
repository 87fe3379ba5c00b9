/** The most characters and fields of front matter that are read; files of people have a few lines. */
const MOST_CHARACTERS = 8_000;
const MOST_FIELDS = 60;

export type Field = string | readonly string[];
/** A Markdown file with the fields before its text. `fault`: what of them can't be read, in words for the user. */
export type FrontMatter = { fields: ReadonlyMap<string, Field>; body: string; fault?: string };

/**
 * Reads the front matter of a Markdown file: `key: value`, values in quotes, lists in brackets or as lines with a dash,
 * and blocks after `|` or `>`. Deeper structures are passed over. A file without front matter is all text; one whose
 * front matter is broken keeps its text, and says so.
 */
export function frontMatter(file: string): FrontMatter {
  const text = file.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n");
  if (!/^---[ \t]*\n/.test(text)) return { fields: new Map(), body: text };
  const start = text.indexOf("\n") + 1;
  const end = /^(?:---|\.\.\.)[ \t]*$/m.exec(text.slice(start));
  if (!end) return { fields: new Map(), body: text.slice(start), fault: "its front matter has no end (a line ---)" };
  const body = text.slice(start + end.index + end[0].length).replace(/^\n/, "");
  if (end.index > MOST_CHARACTERS) return { fields: new Map(), body, fault: "its front matter is too long" };
  return { ...fieldsOf(text.slice(start, start + end.index).split("\n")), body };
}

function fieldsOf(lines: readonly string[]): Omit<FrontMatter, "body"> {
  const fields = new Map<string, Field>();
  let fault: string | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const key = /^["']?([\w.-]{1,64})["']?[ \t]*:(?:[ \t]+(.*))?$/.exec(line);
    // As an editor counts, after the first ---.
    const number = at + 2;
    let next = at + 1;
    while (next < lines.length && /^(?:[\s\]]|-(?:\s|$)|$)/.test(lines[next]!)) next++;
    const inner = lines.slice(at + 1, next);
    at = next - 1;
    const value = key && valueOf((key[2] ?? "").trim(), inner);
    if (!key || !value || fields.size >= MOST_FIELDS) fault ??= `line ${number} of its front matter can't be read`;
    else if (value !== "deep") fields.set(key[1]!, value.is);
  }
  return { fields, ...(fault !== undefined && { fault }) };
}

/** "deep" for a structure that no field of ours has; undefined for what can't be read. */
function valueOf(value: string, inner: readonly string[]): { is: Field } | "deep" | undefined {
  if (/^[|>][+-]?$/.test(value)) {
    const lines = inner.map((line) => line.trim());
    return { is: lines.join(value.startsWith("|") ? "\n" : " ").trim() };
  }
  if (value.startsWith("[")) {
    const whole = [value, ...inner]
      .join(" ")
      .replace(/[ \t]#[^"'\]]*$/, "")
      .trim();
    return whole.endsWith("]") ? listIn(whole.slice(1, -1)) : undefined;
  }
  if (value === "" || value.startsWith("#")) return blockOf(inner);
  const first = scalar(value);
  if (first === undefined) return undefined;
  const more = inner.map((line) => line.trim()).filter((line) => line !== "");
  return { is: [first, ...more].join(" ") };
}

function blockOf(inner: readonly string[]): { is: Field } | "deep" | undefined {
  const lines = inner.filter((line) => !/^\s*(?:#.*)?$/.test(line));
  if (lines.length === 0) return { is: "" };
  if (!lines.every((line) => /^\s*-\s+\S/.test(line))) return "deep";
  const items = lines.map((line) => scalar(line.replace(/^\s*-\s+/, "").trim()));
  return items.every((item) => item !== undefined) ? { is: items } : undefined;
}

function listIn(text: string): { is: Field } | undefined {
  const items = text.match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+/g) ?? [];
  const values = items
    .map((item) => item.trim())
    .filter((item) => item !== "")
    .map(scalar);
  return values.every((value) => value !== undefined) ? { is: values } : undefined;
}

/** One value without its quotes; undefined if a quote is not closed. */
function scalar(text: string): string | undefined {
  if (text.startsWith('"')) {
    const whole = /^"((?:[^"\\]|\\.)*)"[ \t]*(?:#.*)?$/.exec(text);
    return whole?.[1]!.replace(/\\(.)/g, (_, sign: string) => ({ n: "\n", t: "\t" })[sign] ?? sign);
  }
  if (text.startsWith("'")) return /^'((?:[^']|'')*)'[ \t]*(?:#.*)?$/.exec(text)?.[1]!.replaceAll("''", "'");
  return text.replace(/[ \t]+#.*$/, "");
}

/** A field's text, "" if absent; a list is joined by commas. */
export function textField({ fields }: FrontMatter, name: string): string {
  const value = fields.get(name) ?? "";
  return typeof value === "string" ? value.trim() : value.join(",");
}
