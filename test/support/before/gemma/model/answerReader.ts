import type { ToolSpec } from "../../../../../src/model/message.ts";
import type { DialectEvent, DialectParser } from "../dialect/events.ts";
import { createDialectParser } from "../dialect/modes/parser.ts";

/** Opens the channel in which a parser reads a thought that the server had already taken out. */
const thoughtOpens = "<|channel>";
/** So much of somebody else's turn, in characters, is proof enough that the model does not come back. */
const mostOfAnotherTurn = 1000;

/**
 * Reads the text of an answer, and the thoughts that a server took out of it, which may hold what it should have left
 * there: their end, the answer, calls.
 */
export class AnswerReader {
  readonly #tools: readonly ToolSpec[];
  /** Calls left in a thought: meant only if nothing else was said. */
  readonly drafts: DialectEvent[] = [];
  #text: DialectParser | undefined;
  #thought: DialectParser | undefined;
  #thoughtCame = false;
  /** White space before the first words: thoughts may come in between. */
  #blank = "";
  #ignored = 0;

  constructor(tools: readonly ToolSpec[]) {
    this.#tools = tools;
  }

  /** The model writes somebody else's turn and does not stop. */
  get over(): boolean {
    return this.#ignored > mostOfAnotherTurn;
  }

  text(delta: string): DialectEvent[] {
    const before = this.endThought();
    if (!this.#text && delta.trim() === "") {
      this.#blank += delta;
      return before;
    }
    const events = this.#parser().push(this.#blank + delta);
    this.#blank = "";
    if (this.#text?.over === true) this.#ignored += delta.length;
    return [...before, ...events];
  }

  thought(delta: string): DialectEvent[] {
    this.thoughtPasses(delta);
    if (!this.#thought) {
      this.#thought = createDialectParser({ tools: this.#tools, thinking: true, format: "auto" });
      this.#thought.push(thoughtOpens);
    }
    return this.#drawn(this.#thought.push(delta));
  }

  /** A thought goes by that is not read here. */
  thoughtPasses(delta: string): void {
    this.#thoughtCame ||= delta.trim() !== "";
  }

  endThought(): DialectEvent[] {
    const events = this.#thought ? this.#drawn(this.#thought.end()) : [];
    this.#thought = undefined;
    return events;
  }

  end(): DialectEvent[] {
    const before = this.endThought();
    const parser = this.#parser();
    return [...before, ...parser.push(this.#blank), ...parser.end()];
  }

  #parser(): DialectParser {
    const options = { tools: this.#tools, thinking: true, format: "auto", thoughtCame: this.#thoughtCame } as const;
    return (this.#text ??= createDialectParser(options));
  }

  /** Keeps the calls of a thought apart. */
  #drawn(events: readonly DialectEvent[]): DialectEvent[] {
    this.drafts.push(...events.filter(isCall));
    return events.filter((event) => !isCall(event));
  }
}

const isCall = ({ type }: DialectEvent): boolean => type === "tool-call" || type === "incomplete-call";

/** The text of a whole answer, without what is none of it: thoughts that a server left there, and markup. */
export function textOfAnswer(answer: string): string {
  const reader = new AnswerReader([]);
  const events = [...reader.text(answer), ...reader.end()];
  return events.map((event) => (event.type === "text" ? event.delta : "")).join("");
}
