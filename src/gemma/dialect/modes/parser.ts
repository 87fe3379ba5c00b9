import { AfterCall } from "../calls/blocks/afterCall.ts";
import { cueOf } from "../markdown/cues.ts";
import type { DialectEvent, DialectOptions, DialectParser } from "../events.ts";
import type { Flow, Mode, NextCall } from "../calls/flow.ts";
import { LabelMode } from "./labelMode.ts";
import { Output } from "../calls/output.ts";
import { OpeningMode } from "./openingMode.ts";
import { GluedCall } from "../calls/starts/gluedCall.ts";
import { giveNativeCall } from "../calls/starts/callToken.ts";
import { JsonBlock } from "../calls/blocks/jsonBlock.ts";
import { NativeBlock } from "../calls/blocks/nativeBlock.ts";
import { PythonBlock } from "../calls/blocks/pythonBlock.ts";
import { TagBlock } from "../calls/blocks/tagBlock.ts";
import type { Begun, Introduction, NativeIntroduction, NativeResult } from "../calls/block.ts";
import { readsOf, type Reads } from "../calls/reads.ts";
import { fitCall } from "../syntax/fitCall.ts";
import { ThoughtMode } from "./thoughtMode.ts";
import { OverMode } from "./overMode.ts";
import { TextMode } from "./textMode.ts";
import { ToolIndex } from "../tools/toolIndex.ts";

/** How often the text behind a call whose end was found late is read anew; bounds the work on hostile input. */
const mostRereads = 32;

/**
 * Reads a Gemma's answer as it streams: text, thoughts and calls in every syntax a Gemma or its server writes them in,
 * with the faults seen in the field repaired. The same answer gives the same events however it is cut into pieces; text
 * leaves as soon as it can be nothing else; the work is linear in the answer's length. Nothing throws.
 */
export function createDialectParser(options: DialectOptions): DialectParser {
  const parser = new Parser(options);
  return {
    push: (chunk) => parser.push(chunk),
    end: () => parser.end(),
    get over() {
      return parser.mode instanceof OverMode;
    },
  };
}

class Parser implements Flow {
  readonly out: Output;
  readonly tools: ToolIndex;
  readonly reads: Reads;
  readonly #options: DialectOptions;
  readonly #text: TextMode;
  /** The thought that is read, or was last. */
  #thought = new ThoughtMode(this);
  #mode: Mode;
  #carry = "";
  #given: string | undefined;
  #rereads = 0;
  #exampleSeen = false;
  #over = false;

  constructor(options: DialectOptions) {
    this.#options = options;
    this.tools = new ToolIndex(options.tools);
    this.out = new Output((written) => fitCall(written, this.tools));
    this.reads = readsOf(options);
    this.#text = new TextMode(this);
    this.#mode = this.#opening(options);
  }

  #opening({ thinking, thoughtCame = false }: DialectOptions): Mode {
    if (thoughtCame) return new LabelMode(this);
    return thinking ? new OpeningMode(this) : this.#text;
  }

  get mode(): Mode {
    return this.#mode;
  }

  push(chunk: string): DialectEvent[] {
    if (this.#over || chunk === "") return [];
    this.#run(chunk, false);
    return this.out.take(false);
  }

  end(): DialectEvent[] {
    if (this.#over) return [];
    this.#run("", true);
    this.#over = true;
    return this.out.take(true);
  }

  #run(chunk: string, ended: boolean): void {
    let work = this.#carry + chunk;
    for (let at = 0; ;) {
      const mode = this.#mode;
      const next = mode.consume(work, at, ended);
      const moved = next > at || this.#mode !== mode || this.#given !== undefined;
      at = next;
      if (this.#given !== undefined) {
        const start = at - this.#given.length;
        if (start >= 0 && work.startsWith(this.#given, start)) {
          at = start;
        } else {
          work = this.#given + work.slice(at);
          at = 0;
        }
        this.#given = undefined;
      }
      if (!moved) {
        this.#carry = work.slice(at);
        return;
      }
    }
  }

  begin(calls: Begun): void {
    this.#mode = blockOf(this, calls);
  }

  took(result: NativeResult, by: NativeIntroduction): void {
    switch (by) {
      case "token":
        giveNativeCall(this, result);
        return;
      case "line":
      case "glued":
        this.#mode = new GluedCall(this, result, by === "line");
        return;
      case "thought":
        this.#thought.addDraft(result);
        this.#mode = this.#thought;
        return;
      case "response":
        this.afterCall();
    }
  }

  think(): void {
    this.#thought = new ThoughtMode(this);
    this.#mode = this.#thought;
  }

  turnOver(): void {
    this.#mode = new OverMode();
  }

  toText(): void {
    this.#text.restart();
    this.#mode = this.#text;
  }

  behindThought(): void {
    this.#text.restart();
    this.#mode = new LabelMode(this);
  }

  afterCall(nextCall?: NextCall): void {
    this.#mode = new AfterCall(this, nextCall);
  }

  giveBack(text: string): void {
    this.pushBack(text);
    this.#text.passOver(text.length);
    this.#mode = this.#text;
  }

  reread(text: string): boolean {
    if (this.#rereads >= mostRereads) return false;
    this.#rereads++;
    this.pushBack(text);
    return true;
  }

  pushBack(text: string): void {
    this.#given = text + (this.#given ?? "");
  }

  readNested(content: string): boolean {
    const format = this.tools.size > 0 ? "auto" : "gemma3-json";
    const inner = new Parser({ ...this.#options, thinking: false, thoughtCame: false, format });
    const events = [...inner.push(content), ...inner.end()].filter(
      (event) => !("delta" in event) || event.delta.trim(),
    );
    const onlyCalls =
      events.length > 0 && events.every(({ type }) => type === "tool-call" || type === "incomplete-call");
    if (!onlyCalls) return false;
    for (const event of events) {
      if (event.type === "tool-call") this.out.call(event);
      else if (event.type === "incomplete-call") this.out.incomplete(event.raw, event.name);
    }
    return true;
  }

  introduction(): Introduction {
    const { recent, untouched } = this.out;
    const cue = cueOf(recent);
    this.#exampleSeen ||= cue === "example";
    const announced = cue === "intent";
    return { announced, example: this.#exampleSeen && !announced, words: recent.trim() !== "", first: untouched };
  }
}

function blockOf(flow: Flow, calls: Begun): Mode {
  switch (calls.syntax) {
    case "native":
      return new NativeBlock(flow, calls);
    case "json":
      return new JsonBlock(flow, calls);
    case "python":
      return new PythonBlock(flow, calls);
    case "tags":
      return new TagBlock(flow, calls);
  }
}
