import type { JsonObject } from "../../../model/message.ts";
import { parseLoose } from "../values/looseValues.ts";
import { longestEndToken, nextEnd } from "./markers.ts";
import { leavesCallOpen, nativeArguments } from "./nativeArguments.ts";
import { swallowsMarks } from "../values/shownMarks.ts";
import { markAt, setKey, skipSpace } from "../values/strings.ts";
import { propertyNames, propertySchema, type LooseSchema } from "../values/schema.ts";

const key = /\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*[:=]\s*/uy;

/**
 * Reads a native body whose strings may hold string marks themselves, such as the text of a file about Gemma. The tool's
 * schema is the guide: a string ends only where a declared key that was not given yet, or the end of the body, follows.
 * @param text the body from its first bracket, up to the closing token or the end of the answer
 * @returns undefined where that leaves any doubt.
 */
export function guidedArguments(text: string, schema: LooseSchema | undefined): JsonObject | undefined {
  const names = new Set(propertyNames(schema));
  const result: JsonObject = {};
  let at = 1;
  for (;;) {
    const name = keyAt(text, at, names);
    if (name === undefined) return undefined;
    names.delete(name);
    at = key.lastIndex;
    const mark = markAt(text, at);
    const end = mark === undefined ? plainEnd(text, at, names) : stringEnd(text, at + mark.length, mark, names);
    if (end === undefined) return undefined;
    const raw = text.slice(mark === undefined ? at : at + mark.length, end);
    const value =
      mark === undefined
        ? parseLoose(raw.trim(), { schema: propertySchema(schema, name), native: true })
        : { value: raw };
    if (value === undefined) return undefined;
    setKey(result, name, value.value);
    at = skipSpace(text, end + (mark?.length ?? 0));
    if (text[at] === "}") return leavesCallOpen(result) || swallowsMarks(result) ? undefined : result;
    at++;
  }
}

function keyAt(text: string, at: number, names: ReadonlySet<string>): string | undefined {
  key.lastIndex = at;
  const name = key.exec(text)?.[1];
  return name !== undefined && names.has(name) ? name : undefined;
}

/** Whether what stands at `at` can follow a value: the last bracket, or a comma and a key that is still free. */
function follows(text: string, at: number, names: ReadonlySet<string>): boolean {
  const next = skipSpace(text, at);
  if (text[next] === "}") return skipSpace(text, next + 1) === text.length;
  return text[next] === "," && keyAt(text, next + 1, names) !== undefined;
}

function plainEnd(text: string, at: number, names: ReadonlySet<string>): number | undefined {
  for (let end = at; end < text.length; end++) {
    if ((text[end] === "," || text[end] === "}") && follows(text, end, names)) return end;
    if (text[end] === "<") return undefined;
  }
  return undefined;
}

/** A word in front of a mark that may be the key of what the mark opens; not the first key of a call that is shown. */
const keyBefore =
  /(?:^|[^\p{L}\p{N}_.{(-]|[^\p{L}\p{N}_\s]\s*[{(])\s*["'`]?([\p{L}_][\p{L}\p{N}_.-]*)["'`]?\s*[:=]?[\s[{(]*$/u;

/**
 * The end mark of a string; none where a free key before a mark makes it likely that an end mark is missing. A text shows
 * marks in pairs: an end behind half a pair belongs to what the text shows.
 */
function stringEnd(text: string, at: number, mark: string, names: ReadonlySet<string>): number | undefined {
  let paired = true;
  for (let end = text.indexOf(mark, at); end >= 0; end = text.indexOf(mark, end + mark.length)) {
    if (paired && follows(text, end + mark.length, names)) return end;
    paired = !paired;
    const before = keyBefore.exec(text.slice(Math.max(at, end - 100), end))?.[1];
    if (before !== undefined && names.has(before)) return undefined;
  }
  return undefined;
}

/** How much text is read in all tries, and how far behind the seeming end a closing token is tried. */
const mostRead = 1_000_000;
const farthestEnd = 100_000;

/** "call": `body` is what was read, `rest` what stands behind it. "none": `rest` stands behind the seeming end. */
export type GuidedFind =
  | { found: "more" }
  | { found: "call"; written: JsonObject; body: string; rest: string }
  | { found: "none"; rest: string };

/** Looks behind the end that an unreadable body seemed to have for the closing token that is its true one. */
export class GuidedSearch {
  readonly #schema: LooseSchema | undefined;
  readonly #seeming: number;
  #parts: string[];
  #length: number;
  #tail = "";
  #searched = 0;
  #read = 0;
  #tries = 0;

  constructor(seemingBody: string, schema: LooseSchema | undefined) {
    this.#schema = schema;
    this.#seeming = seemingBody.length;
    this.#parts = [seemingBody];
    this.#length = seemingBody.length;
  }

  take(chunk: string, ended: boolean): GuidedFind {
    const window = this.#tail + chunk;
    const base = this.#length - this.#tail.length;
    this.#parts.push(chunk);
    this.#length += chunk.length;
    for (let at = nextEnd(window, this.#searched - base); at >= 0; at = nextEnd(window, at + 1)) {
      const end = base + at;
      this.#searched = end + 1;
      this.#read += end;
      if (this.#read > mostRead || end - this.#seeming > farthestEnd) return this.#none();
      const text = this.#whole();
      const body = text.slice(0, end);
      const repaired =
        end >= this.#seeming && this.#tries++ === 0 ? nativeArguments(body, this.#schema, true) : undefined;
      const written = repaired ?? guidedArguments(body, this.#schema);
      if (written) return { found: "call", written, body, rest: text.slice(end) };
    }
    this.#tail = window.slice(-longestEndToken);
    return ended || this.#length - this.#seeming > farthestEnd + longestEndToken ? this.#none() : { found: "more" };
  }

  #whole(): string {
    const text = this.#parts.join("");
    this.#parts = [text];
    return text;
  }

  #none(): GuidedFind {
    return { found: "none", rest: this.#whole().slice(this.#seeming) };
  }
}
