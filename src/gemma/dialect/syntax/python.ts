import type { JsonObject } from "../../../model/message.ts";
import type { WrittenCall } from "./callKeys.ts";
import { NotACall, PythonText } from "./pythonText.ts";
import { setKey } from "../values/strings.ts";
import { propertyNames } from "../values/schema.ts";
import type { ToolIndex } from "../tools/toolIndex.ts";

/** One call in a list; `call` is missing where its arguments are no literals. */
export type PythonCall = { name: string; raw: string; call?: WrittenCall };

const printed = /print\s?\(([^()\n]*)\)[ \t]*(?=\n|\r|$|#)/y;

/**
 * Reads calls out of Python source: `[f(a=1), g()]`, `f(a="x")`, one per line, wrapped in `print(…)` or assigned to a name.
 * Only literals count as arguments; positional ones go to the declared parameters in order.
 * @param toolCode the source was meant to be run: printing what a call gave is no statement of its own.
 * @returns undefined when the source is anything else than such calls.
 */
export function pythonCalls(source: string, tools: ToolIndex, toolCode = false): PythonCall[] | undefined {
  try {
    return new Reader(source, tools, toolCode).module();
  } catch (error) {
    if (error instanceof NotACall) return undefined;
    throw error;
  }
}

class Reader {
  readonly #in: PythonText;
  readonly #tools: ToolIndex;
  readonly #toolCode: boolean;
  readonly #assigned = new Set<string>();

  constructor(text: string, tools: ToolIndex, toolCode: boolean) {
    this.#in = new PythonText(text);
    this.#tools = tools;
    this.#toolCode = toolCode;
  }

  module(): PythonCall[] {
    const calls: PythonCall[] = [];
    for (this.#in.skip(true); this.#in.at < this.#in.text.length; this.#in.skip(true)) {
      if (/^(?:import|from)\s[^\n]*/.test(this.#in.text.slice(this.#in.at, this.#in.at + 200))) {
        this.#in.at = this.#in.lineEnd();
        continue;
      }
      if (this.#toolCode && this.#printsResult()) continue;
      calls.push(...this.#statement());
      this.#in.skip(false);
      const char = this.#in.text[this.#in.at];
      if (char === ";" || char === ",") this.#in.at++;
      else if (char !== undefined && char !== "\n" && char !== "\r") throw new NotACall();
    }
    return calls;
  }

  #statement(): PythonCall[] {
    if (this.#in.text[this.#in.at] === "[") return this.#callList();
    const start = this.#in.at;
    const name = this.#in.word();
    if (name === "await") return (this.#in.skip(false), [this.#call()]);
    this.#in.skip(false);
    if (this.#in.text[this.#in.at] === "=" && this.#in.text[this.#in.at + 1] !== "=") {
      this.#assigned.add(name);
      this.#in.at++;
      this.#in.skip(false);
      return [this.#call()];
    }
    this.#in.at = start;
    return [this.#call()];
  }

  /** Passes `print(…)` of names that calls were assigned to. */
  #printsResult(): boolean {
    printed.lastIndex = this.#in.at;
    const words = printed.exec(this.#in.text)?.[1]?.match(/[A-Za-z_]\w*/g);
    if (!words?.some((each) => this.#assigned.has(each))) return false;
    this.#in.at = printed.lastIndex;
    return true;
  }

  /** `[f(a=1), g()]`; a call that cannot even be bounded takes the rest with it, not the good ones before it. */
  #callList(): PythonCall[] {
    const calls: PythonCall[] = [];
    let start: number | undefined;
    try {
      this.#in.list("]", () => {
        start = this.#in.at;
        calls.push(this.#call());
        start = undefined;
      });
    } catch (error) {
      if (!(error instanceof NotACall) || !calls.some(({ call }) => call)) throw error;
      if (start === undefined && this.#in.at < this.#in.text.length) throw error;
      const raw = start === undefined ? "" : this.#in.text.slice(start);
      if (raw !== "") calls.push({ name: /^[\w.]*/.exec(raw)?.[0] ?? "", raw });
      this.#in.at = this.#in.text.length;
    }
    return calls;
  }

  /** A call; `print(f(…))` is the call inside. */
  #call(): PythonCall {
    const start = this.#in.at;
    const name = this.#in.word();
    this.#in.skip(false);
    if (this.#in.text[this.#in.at] !== "(") throw new NotACall();
    if (name === "print" && this.#tools.find(name) === undefined) {
      this.#in.at++;
      this.#in.skip(true);
      const inner = this.#call();
      this.#in.skip(true);
      if (this.#in.text[this.#in.at] !== ")") throw new NotACall();
      this.#in.at++;
      return inner;
    }
    const open = this.#in.at;
    try {
      const written = this.#arguments(this.#tools.find(name) ?? name);
      return { name, raw: this.#in.text.slice(start, this.#in.at), call: { name, arguments: written } };
    } catch (error) {
      if (!(error instanceof NotACall)) throw error;
      this.#in.at = this.#in.balanced(open);
      return { name, raw: this.#in.text.slice(start, this.#in.at) };
    }
  }

  #arguments(tool: string): JsonObject {
    const result: JsonObject = {};
    const names = propertyNames(this.#tools.schema(tool));
    let position = 0;
    this.#in.list(")", () => {
      const key = this.#in.keyword();
      if (key !== undefined) {
        setKey(result, key, this.#in.value(0));
        return;
      }
      if (this.#in.text.startsWith("**", this.#in.at)) {
        this.#in.at += 2;
        for (const [name, value] of Object.entries(this.#in.dictionary(0))) setKey(result, name, value);
        return;
      }
      const name = names[position++];
      const value = this.#in.value(0);
      const fields = position === 1 ? this.#onlyArgument(value, names) : undefined;
      if (fields) for (const [key, each] of Object.entries(fields)) setKey(result, key, each);
      else if (name === undefined) throw new NotACall();
      else setKey(result, name, value);
    });
    return result;
  }

  /** `f({"a": 1})`: the object that stands for all arguments, where its keys are the tool's parameters. */
  #onlyArgument(value: unknown, names: readonly string[]): JsonObject | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const keys = Object.keys(value);
    this.#in.skip(true);
    const fits = names.length === 0 || (keys.length > 0 && keys.every((key) => names.includes(key)));
    return fits && this.#in.text[this.#in.at] === ")" ? (value as JsonObject) : undefined;
  }
}
