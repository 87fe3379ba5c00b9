import type { ToolCallPart } from "../../model/message.ts";
import type { Model, ModelEvent, ModelInfo, ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { fitArguments, readArguments } from "./arguments.ts";
import { AnswerReader, textOfAnswer } from "./answerReader.ts";
import { callEvents, callOf, randomId, type NewId } from "./callEvents.ts";
import type { DialectEvent } from "../dialect/events.ts";
import { ToolIndex } from "../dialect/tools/toolIndex.ts";
import { withCallsInWords } from "./promptTools.ts";
import { guardRaw } from "./rawGuard.ts";
import { failedOnCall, quoted, refusesTools } from "./toolRefusals.ts";

export type WithDialectOptions = {
  newId?: NewId;
  /** A native call came as text, or the server takes none: it does not read this model's calls. Once per answer at most. */
  onLeakedCall?: () => void;
  /** The server's own reader failed on a call of this answer. It read the next one, or not. */
  onCallRead?: (isRead: boolean) => void;
};

/**
 * Repairs the answers of a model with native tools: markup that the server let through as text becomes thoughts and calls,
 * string marks and wrong types in native arguments are repaired, unreadable ones read if that is certain. Native events
 * pass through. Calls found in text follow at the end of the answer, unless the server sent the same call itself. Where a
 * server refuses tools before it answers, the question is sent once more with the tools in the prompt; where it failed on
 * what the model wrote, once more as it is before that.
 * @param prompted the same model with the tools in its prompt
 */
export function withDialect(model: Model, prompted: Model, options: WithDialectOptions = {}): Model {
  return {
    get info() {
      return model.info;
    },
    stream: (request, signal) => new DialectReader(model, prompted, withCallsInWords(request), options).stream(signal),
  };
}

class DialectReader {
  readonly #model: Model;
  readonly #prompted: Model;
  readonly #request: ModelRequest;
  readonly #newId: NewId;
  readonly #onLeakedCall: () => void;
  readonly #onCallRead: (isRead: boolean) => void;
  readonly #reader: AnswerReader;
  readonly #tools: ToolIndex;
  readonly #argumentTexts = new Map<string, string>();
  readonly #native: ToolCallPart[] = [];
  readonly #leaked: DialectEvent[] = [];
  #said = false;
  #begun = false;

  constructor(model: Model, prompted: Model, request: ModelRequest, options: WithDialectOptions) {
    this.#model = model;
    this.#prompted = prompted;
    this.#request = request;
    this.#newId = options.newId ?? randomId;
    this.#onLeakedCall = options.onLeakedCall ?? (() => undefined);
    this.#onCallRead = options.onCallRead ?? (() => undefined);
    this.#reader = new AnswerReader(request.tools);
    this.#tools = new ToolIndex(request.tools);
  }

  /** @param isAgain the server failed on a call in an answer to the same request */
  async *stream(signal: AbortSignal, isAgain = false): AsyncGenerator<ModelEvent, void, void> {
    try {
      for await (const event of guardRaw(this.#model.stream(this.#request, signal))) {
        yield* this.#repair(event);
        if (!this.#reader.over) continue;
        yield* this.#repair({ type: "done", reason: "stop" });
        return;
      }
    } catch (error) {
      const failure = this.#request.tools.length > 0 ? toolFault(error) : undefined;
      if (failure === "failed" && !this.#begun && !isAgain) return yield* this.stream(signal, true);
      if (failure === "failed") this.#onCallRead(false);
      if (failure === "refused") this.#onLeakedCall();
      if (failure === "failed" && !this.#begun) yield { type: "notice", message: failedWords(this.#model.info) };
      // Nothing of an answer had come: the same question once more, its tools in the prompt.
      if (failure !== undefined && !this.#begun) return yield* this.#prompted.stream(this.#request, signal);
      yield* this.#words(this.#reader.end());
      throw error;
    }
  }

  *#repair(event: ModelEvent): Generator<ModelEvent> {
    this.#begun ||= event.type !== "waiting" && event.type !== "usage" && event.type !== "notice";
    switch (event.type) {
      case "text":
        yield* this.#words(this.#reader.text(event.delta));
        return;
      case "thought":
        if (event.details === undefined) return yield* this.#words(this.#reader.thought(event.delta));
        this.#reader.thoughtPasses(event.delta);
        yield event;
        return;
      case "tool-call-start":
        yield { ...event, name: this.#nameOf(event.name) };
        return;
      case "tool-call-delta":
        this.#argumentTexts.set(event.id, (this.#argumentTexts.get(event.id) ?? "") + event.delta);
        yield event;
        return;
      case "tool-call-end":
        yield* this.#words(this.#reader.endThought());
        yield { type: "tool-call-end", call: this.#repaired(event.call) };
        return;
      case "done":
        yield* this.#words(this.#reader.end());
        yield* this.#end(event);
        return;
      case "waiting":
      case "usage":
      case "notice":
        yield event;
        return;
      case "alternatives":
        yield { ...event, texts: event.texts.map(textOfAnswer) };
    }
  }

  /** The declared tool that a name of the server's means. */
  #nameOf(name: string): string {
    return this.#tools.meant(name) ?? name;
  }

  /** Text and thoughts go on; calls wait for the end of the answer. */
  *#words(events: readonly DialectEvent[]): Generator<ModelEvent> {
    for (const event of events) {
      if (event.type === "text" || event.type === "thought") {
        this.#said ||= event.type === "text" && event.delta.trim() !== "";
        yield event;
      } else this.#leaked.push(event);
    }
  }

  #repaired(call: ToolCallPart): ToolCallPart {
    const name = this.#nameOf(call.name);
    const tool = this.#request.tools.find((each) => each.name === name);
    const given = call.fault === undefined ? undefined : readArguments(this.#argumentTexts.get(call.id) ?? "{", tool);
    const { fault: _, ...whole } = call;
    const repaired: ToolCallPart = given
      ? { ...whole, name, arguments: given }
      : { ...call, name, arguments: fitArguments(call.arguments, tool) };
    this.#native.push(repaired);
    this.#onCallRead(true);
    return repaired;
  }

  *#end(done: ModelEvent & { type: "done" }): Generator<ModelEvent> {
    const found = !this.#said && this.#native.length + this.#leaked.length === 0 ? this.#reader.drafts : this.#leaked;
    const calls = found
      .flatMap((event) => callOf(event, this.#newId(), done.reason) ?? [])
      .filter((call) => !this.#native.some((each) => sameCall(each, call)));
    if (calls.length > 0) this.#onLeakedCall();
    for (const call of calls) yield* callEvents(call);
    yield calls.length > 0 && done.reason === "stop" ? { ...done, reason: "tool-calls" } : done;
  }
}

/**
 * What an error says of the tools. "refused": the server takes none for this model (Ollama, OpenRouter, Google AI Studio,
 * vLLM and llama-server without their flags, LiteLLM), or its grammar of calls does not know what the model writes
 * (llama.cpp #25072, #25986). "failed": it could not read the call of this one answer (Ollama #17638, llama.cpp #20532,
 * Groq's "tool_use_failed", Google's "MALFORMED_FUNCTION_CALL").
 */
function toolFault(error: unknown): "refused" | "failed" | undefined {
  if (!(error instanceof ModelError)) return undefined;
  const words = error.said ?? quoted(error.message);
  const isAboutTools = error.refusesTools || (mayBeShape.has(error.fault.kind) && refusesTools(words));
  return isAboutTools ? (failedOnCall(words) ? "failed" : "refused") : undefined;
}
/** What a request can be refused for by its shape; a limit, a key or a long prompt is another fault. */
const mayBeShape = new Set(["protocol", "not-found", "unavailable"]);

const failedWords = ({ label, provider }: ModelInfo): string =>
  `${provider} failed twice on the tool call that ${label} wrote. This answer was asked for with the tools in the prompt.`;

const sameCall = (a: ToolCallPart, b: ToolCallPart): boolean =>
  a.name === b.name && JSON.stringify(a.arguments) === JSON.stringify(b.arguments);
