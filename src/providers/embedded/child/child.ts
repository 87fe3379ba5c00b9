import { availableParallelism } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import { answer, batchTokens, type Loaded, OverflowError, type Surroundings } from "./answer.ts";
import { AnswerMemory } from "./answerMemory.ts";
import { importLlama, type Llama, type LlamaContext, type LlamaModel, type LlamaModule, type Token } from "./llama.ts";
import { type ChildFault, type FromChild, type LoadOrder, parseToChild, type Question } from "../format/messages.ts";
import { type CpuSample, freeThreads, sampleCpu } from "./threads.ts";
import { parseTokenList, Vocabulary } from "./vocabulary.ts";

/**
 * The engine's process: loads one model, answers one question at a time, and ends with its parent. The extension host
 * forks it (`engineProcess.ts`), so that native code can neither crash nor block the editor. The environment variable
 * GEMMA_ENGINE_DIR names the engine's folder.
 */

/** How often the engine checks whether other programs need the cores, in ms. */
const threadsEveryMs = 500;
/** Saved states of a sliding cache; each holds a window of all sliding layers. */
const checkpoints = { max: 3, interval: false } as const;

let loaded: Loaded | undefined;
let current: { id: number; stopped: boolean } | undefined;
let cpu: CpuSample = sampleCpu();

function send(message: FromChild): void {
  if (process.connected) process.send?.(message);
}

function fail(fault: ChildFault, error: unknown, id?: number): void {
  const detail = error instanceof Error ? error.message : String(error);
  send({ type: "failed", fault, detail, ...(id === undefined ? {} : { id }) });
}

async function load(llama: Llama, order: LoadOrder): Promise<void> {
  let sent = 0;
  const model = await llama.loadModel({
    modelPath: order.file,
    ...(llama.gpu === false ? {} : { gpuLayers: { fitContext: { contextSize: order.contextTokens } } }),
    onLoadProgress(fraction) {
      if (fraction - sent < 0.01 && fraction < 1) return;
      sent = fraction;
      send({ type: "loading", fraction });
    },
  });
  const vocabulary = new Vocabulary(parseTokenList(model.fileInfo.metadata));
  const context = await createContext(llama, model, order);
  const sequences = Array.from({ length: order.sequences }, () => context.getSequence({ checkpoints }));
  const ages = sequences.map(() => 0);
  const contextTokens = Math.min(context.contextSize, order.contextTokens);
  const memory = { answers: new AnswerMemory<Token>(), thoughts: new AnswerMemory<Token>() };
  loaded = { model, vocabulary, sequences, ages, contextTokens, fullCache: order.fullCache, memory };
  send({ type: "loaded", contextTokens });
}

/** A context is only memory, so if it can't be created, memory is what lacks. */
async function createContext(llama: Llama, model: LlamaModel, order: LoadOrder): Promise<LlamaContext> {
  try {
    return await model.createContext({
      contextSize: order.contextTokens,
      sequences: order.sequences,
      batchSize: batchTokens,
      swaFullCache: order.fullCache,
      threads: { ideal: coresOf(llama), min: 1 },
    });
  } catch (error) {
    throw new ContextError(error instanceof Error ? error.message : String(error));
  }
}

class ContextError extends Error {}

function coresOf(llama: Llama): number {
  return Math.max(1, Math.min(llama.cpuMathCores, availableParallelism()));
}

async function ask(module: LlamaModule, llama: Llama, question: Question): Promise<void> {
  if (loaded === undefined) throw new Error("No model is loaded.");
  const { id } = question;
  const state = { id, stopped: false };
  current = state;
  const around: Surroundings = {
    stopped: () => state.stopped,
    pause: () => pause(llama),
    reading: (fraction) => send({ type: "reading", id, fraction }),
    text: (delta) => delta !== "" && send({ type: "text", id, delta }),
    thought: (delta) => delta !== "" && send({ type: "thought", id, delta }),
  };
  try {
    const grammar =
      question.grammar === undefined ? undefined : await llama.createGrammar({ grammar: question.grammar });
    if (grammar !== undefined)
      around.grammarState = new module.LlamaGrammarEvaluationState({ model: loaded.model, grammar });
    send({ type: "done", ...(await answer(loaded, question, around)) });
  } catch (error) {
    if (error instanceof OverflowError) {
      const { promptTokens } = error;
      fail({ kind: "overflow", promptTokens, contextTokens: loaded.contextTokens }, error, id);
    } else fail({ kind: "engine" }, error, id);
  } finally {
    current = undefined;
  }
}

/** Handles waiting messages ("stop" above all), and now and then adapts to the load of other programs. */
async function pause(llama: Llama): Promise<void> {
  await nextTurn();
  if (performance.now() - cpu.at < threadsEveryMs) return;
  const now = sampleCpu();
  llama.maxThreads = freeThreads(cpu, now, coresOf(llama));
  cpu = now;
}

/** Loading failed: too little memory, or a file that this engine doesn't know as a model. */
function loadFault(error: unknown): ChildFault {
  const name = error instanceof Error ? error.constructor.name : "";
  const memory = error instanceof ContextError || name === "InsufficientMemoryError";
  return { kind: memory ? "memory" : "model-file" };
}

async function main(): Promise<void> {
  const directory = process.env["GEMMA_ENGINE_DIR"];
  if (directory === undefined) throw new Error("GEMMA_ENGINE_DIR is not set.");
  const module = await importLlama(directory);
  const llama = await module.getLlama({
    gpu: "auto",
    build: "never",
    skipDownload: true,
    progressLogs: false,
    logLevel: "warn",
    logger: (level, message) => send({ type: "log", line: `${level}: ${message.trim()}` }),
  });
  process.on("message", (value) => {
    const message = parseToChild(value);
    if (message === undefined) fail({ kind: "engine" }, new Error("The engine was sent a message it does not know."));
    else if (message.type === "stop") {
      if (current?.id === message.id) current.stopped = true;
    } else if (message.type === "load") load(llama, message).catch((error: unknown) => fail(loadFault(error), error));
    else ask(module, llama, message).catch((error: unknown) => fail({ kind: "engine" }, error, message.id));
  });
  const vram = llama.gpu === false ? { free: 0, unifiedSize: 0 } : await llama.getVramState();
  send({ type: "ready", gpu: llama.gpu, vramFree: vram.free, vramShared: vram.unifiedSize });
}

// Native threads may be at work, and an orderly exit would wait for them. After a failure the host ends this process.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
main().catch((error: unknown) => fail({ kind: "engine" }, error));
