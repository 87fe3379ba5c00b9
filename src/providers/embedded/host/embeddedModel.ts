import type { Model, ModelEvent, ModelInfo, ModelRequest } from "../../../model/model.ts";
import { ModelError, toModelError } from "../../../model/modelError.ts";
import type { ProgressEvent } from "./progressEvent.ts";
import { stopped } from "./engineFaults.ts";
import { toolCallGrammar } from "../format/grammar.ts";
import type { Done, Question } from "../format/messages.ts";
import type { ModelFile } from "../format/modelFile.ts";
import { answerMarkers, renderPrompt } from "../format/template.ts";

/** Asks the engine. `prepare` builds the question once the model file is known. */
export type AskEngine = (
  prepare: (file: ModelFile) => Omit<Question, "type" | "id">,
  signal: AbortSignal,
  onEvent: (event: ProgressEvent) => void,
) => Promise<Done>;

/** Google's recommendation for Gemma 3 and 4 (model cards). */
const sampling = { temperature: 1, topP: 0.95, topK: 64 };
/** The default limit of an answer, in tokens: a small model may never stop by itself. */
const defaultMaxTokens = 4096;

/**
 * The embedded engine as a `Model`. It takes no tool declarations. A grammar enforces a required call, which comes as
 * JSON text (`{"name": …, "parameters": {…}}`) that the reader of prompt-written calls understands.
 */
export class EmbeddedModel implements Model {
  readonly #info: () => ModelInfo;
  readonly #thinking: boolean;
  readonly #ask: AskEngine;

  constructor(info: () => ModelInfo, { thinking }: { thinking: boolean }, ask: AskEngine) {
    this.#info = info;
    this.#thinking = thinking;
    this.#ask = ask;
  }

  get info(): ModelInfo {
    return this.#info();
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void, void> {
    const leaving = new AbortController();
    const stop = AbortSignal.any([signal, leaving.signal]);
    const events: ProgressEvent[] = [];
    let wake: () => void = () => undefined;
    let outcome: { done: Done } | { error: unknown } | undefined;
    const settle = (result: typeof outcome): void => {
      outcome = result;
      wake();
    };
    const abort = (): void => wake();
    signal.addEventListener("abort", abort);
    void this.#ask(
      (file) => question(request, file, this.#thinking),
      stop,
      (event) => {
        events.push(event);
        wake();
      },
    ).then(
      (done) => settle({ done }),
      (error: unknown) => settle({ error }),
    );
    let answered = false;
    try {
      for (;;) {
        if (signal.aborted) throw stopped();
        for (let event = events.shift(); event !== undefined; event = events.shift()) {
          answered ||= event.type === "text" || event.type === "thought";
          yield modelEvent(event);
          if (signal.aborted) throw stopped();
        }
        if (outcome !== undefined) break;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      if ("error" in outcome) throw toModelError(outcome.error, signal);
      yield* ending(outcome.done, answered);
    } finally {
      leaving.abort();
      signal.removeEventListener("abort", abort);
    }
  }
}

function modelEvent(event: ProgressEvent): ModelEvent {
  switch (event.type) {
    case "queued":
      return { type: "waiting", phase: "queued" };
    case "loading":
      return { type: "waiting", phase: "loading", fraction: event.fraction };
    case "reading":
      return { type: "waiting", phase: "starting", fraction: event.fraction };
    case "text":
    case "thought":
      return { type: event.type, delta: event.delta };
  }
}

function* ending(done: Done, answered: boolean): Generator<ModelEvent, void, void> {
  const { inputTokens, outputTokens, cachedTokens, thoughtTokens } = done;
  yield { type: "usage", usage: { inputTokens, outputTokens, cachedTokens, thoughtTokens } };
  if (done.reason === "stopped") throw stopped();
  if (!answered)
    throw new ModelError(
      { kind: "empty" },
      "The model ended its answer without a word. Ask again, or say it otherwise.",
    );
  yield { type: "done", reason: done.reason };
}

function question(request: ModelRequest, file: ModelFile, thinking: boolean): Omit<Question, "type" | "id"> {
  const { temperature, topP, topK, seed, maxTokens, stop } = request.sampling ?? {};
  const grammar = requiredCall(request);
  const { endMarkers, thoughtMarkers } = answerMarkers(file.family);
  const options = { family: file.family, thinking: thinking && grammar === undefined, emptyThought: file.emptyThought };
  return {
    prompt: renderPrompt(request.messages, options),
    sampling: {
      temperature: temperature ?? sampling.temperature,
      topP: topP ?? sampling.topP,
      topK: topK ?? sampling.topK,
      ...(seed === undefined ? {} : { seed }),
    },
    maxTokens: maxTokens ?? defaultMaxTokens,
    stop: [...(stop ?? [])],
    endMarkers: [...endMarkers],
    ...(thoughtMarkers === undefined ? {} : { thoughtMarkers }),
    ...(grammar === undefined ? {} : { grammar }),
  };
}

/** The grammar of the required call; undefined if the model is free. */
function requiredCall({ tools, toolChoice }: ModelRequest): string | undefined {
  if (toolChoice === undefined || toolChoice === "auto" || tools.length === 0) return undefined;
  if (toolChoice === "required") return toolCallGrammar(tools);
  const named = tools.filter(({ name }) => name === toolChoice.name);
  return toolCallGrammar(named.length > 0 ? named : tools);
}
