import { wordsBehind } from "../../markdown/cues.ts";
import { fenceEnd } from "../../markdown/fences.ts";
import type { PythonBegun } from "../block.ts";
import { makesCall, mayBeExample, pythonNames } from "../decisions.ts";
import type { Flow, Mode } from "../flow.ts";
import { LooseScanner } from "../../values/looseScanner.ts";
import { pythonCalls, type PythonCall } from "../../syntax/python.ts";

/** A call of Gemma's own kind has no place in Python. */
const holdsMark = /<\|"\|>|<escape>/;

/** Reads calls written in Python: a list or a line of them, or a code block. What is no call is given back as text. */
export class PythonBlock implements Mode {
  readonly #flow: Flow;
  readonly #options: PythonBegun;
  readonly #scanner: LooseScanner;
  #source = "";
  #parts: string[] = [];
  /** The part where the last statement begins. */
  #statement = 0;
  #behind = "";
  #read = false;
  #begun = false;
  /** A code block made for calls holds them in another syntax. */
  #nested = false;

  constructor(flow: Flow, options: PythonBegun) {
    this.#flow = flow;
    this.#options = options;
    const { fence } = options;
    this.#scanner = new LooseScanner({
      python: true,
      closers: fence ? [`\n${fence}`, fence] : [],
      untilCloser: fence !== undefined,
    });
  }

  consume(work: string, at: number, ended: boolean): number {
    if (this.#read) return this.#decide(work, at, ended);
    let scan = this.#scanner.scan(work, at, ended);
    this.#parts.push(work.slice(at, scan.at));
    while (scan.found === "line") {
      if (!this.#mayHoldCalls()) return this.#fail(scan.at);
      const from = scan.at;
      scan = this.#scanner.scan(work, from, ended);
      this.#parts.push(work.slice(from, scan.at));
    }
    if (scan.found === "more" && !ended) return scan.at;
    this.#source = this.#parts.join("");
    this.#parts = [];
    this.#read = true;
    if (scan.found === "more") return this.#cut(scan.at);
    return this.#decide(work, scan.at, ended);
  }

  /** Whether the lines so far, the last of which ended a statement, leave it open that all are calls. */
  #mayHoldCalls(): boolean {
    const statement = this.#parts.slice(this.#statement).join("");
    const { toolFence } = this.#options;
    this.#statement = this.#parts.length;
    if (statement.trim() === "") return true;
    if (!this.#begun) this.#nested = toolFence && (!/^\s*[A-Za-z_#]/.test(statement) || holdsMark.test(statement));
    this.#begun = true;
    if (this.#nested || (toolFence && /^\s*print\b/.test(statement))) return true;
    if (pythonCalls(statement, this.#flow.tools, toolFence)) return true;
    this.#source = this.#parts.join("");
    return false;
  }

  /** The answer ended inside the source. A code block without its closing line is whole if what is in it is. */
  #cut(at: number): number {
    const late = this.#scanner.lateClosers.at(-1);
    if (late !== undefined && this.#flow.reread(this.#source.slice(late))) {
      this.#source = this.#source.slice(0, late);
      return at;
    }
    const calls = this.#calls();
    if (calls && this.#sure(calls, false)) return this.#emit(calls, at);
    if (this.#options.toolFence && this.#flow.readNested(this.#source)) {
      this.#flow.afterCall();
      return at;
    }
    const name = /^(?:\[\s*)?(?:print\s*\(\s*)?([A-Za-z_][\w.]*)\s*\(/.exec(this.#source.trimStart())?.[1];
    if (name === undefined || this.#flow.tools.find(name) === undefined) return this.#fail(at);
    this.#flow.out.incomplete(this.#options.opening + this.#source, name);
    this.#flow.toText();
    return at;
  }

  #decide(work: string, at: number, ended: boolean): number {
    const { fence, toolFence, before } = this.#options;
    if (fence && this.#behind === "") {
      const end = fenceEnd(work, at, fence, ended);
      if (end === "more") return at;
      if (end === undefined) return this.#fail(at);
      this.#behind = work.slice(at, end);
      at = end;
    }
    const behind = wordsBehind(work, at, ended);
    if (behind === "more") return at;
    const semicolon = !fence && work[behind.next] === ";";
    const goesOn = !fence && behind.onLine && !semicolon;
    const calls = this.#calls();
    const isExample = fence !== undefined && !toolFence && mayBeExample(before) && behind.explains;
    if (calls && this.#sure(calls, behind.isText) && !goesOn && !isExample) {
      return this.#emit(calls, semicolon ? behind.next + 1 : at);
    }
    if (toolFence && this.#flow.readNested(this.#source)) {
      this.#flow.afterCall();
      return at;
    }
    return this.#fail(at);
  }

  /** The calls in the source, if one of them at least can be run, or a known tool's cannot. */
  #calls(): PythonCall[] | undefined {
    const calls = pythonCalls(this.#source, this.#flow.tools, this.#options.toolFence);
    if (!calls || calls.length === 0) return undefined;
    const meant = this.#options.toolFence && calls.some(({ name }) => this.#flow.tools.find(name) !== undefined);
    return meant || calls.some(({ call }) => call) ? calls : undefined;
  }

  #sure(calls: readonly PythonCall[], textFollows: boolean): boolean {
    const { toolFence, before } = this.#options;
    const known = calls.every(({ name }) => this.#flow.tools.find(name) !== undefined);
    return toolFence || makesCall(pythonNames(this.#flow.reads, before), { known }, !textFollows);
  }

  #emit(calls: readonly PythonCall[], at: number): number {
    for (const { name, raw, call } of calls) {
      if (call) this.#flow.out.call(call);
      else this.#flow.out.incomplete(raw, name);
    }
    this.#flow.afterCall();
    return at;
  }

  #fail(at: number): number {
    this.#flow.giveBack(this.#options.opening + this.#source + this.#behind);
    return at;
  }
}
