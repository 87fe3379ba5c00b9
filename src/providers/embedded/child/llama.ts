import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The part of node-llama-cpp (3.22) that the engine's process uses, by its shape. The package is not a dependency of
 * the project, because with its graphics backends it weighs 725 MB. It has its own folder and is found at run time.
 */
export type Token = number;

export type Llama = {
  readonly gpu: string | false;
  readonly cpuMathCores: number;
  maxThreads: number;
  getVramState(): Promise<{ free: number; unifiedSize: number }>;
  loadModel(options: {
    modelPath: string;
    gpuLayers?: { fitContext: { contextSize: number } };
    onLoadProgress?(fraction: number): void;
  }): Promise<LlamaModel>;
  createGrammar(options: { grammar: string }): Promise<LlamaGrammar>;
};

declare const grammarBrand: unique symbol;
export type LlamaGrammar = { readonly [grammarBrand]: true };
declare const grammarStateBrand: unique symbol;
export type GrammarState = { readonly [grammarStateBrand]: true };

export type LlamaModel = {
  /** Metadata of the model's file, as the package read it. */
  readonly fileInfo: { readonly metadata: unknown };
  readonly fileInsights: { readonly swaSize?: number };
  /** With `specialTokens`, control tokens are recognised; without it, only those that the file calls "user defined". */
  tokenize(text: string, specialTokens: boolean): Token[];
  createContext(options: {
    /** Of each sequence, in tokens. */
    contextSize: number;
    sequences: number;
    batchSize: number;
    swaFullCache: boolean;
    threads: { ideal: number; min: number };
  }): Promise<LlamaContext>;
};

export type LlamaContext = {
  readonly contextSize: number;
  getSequence(options: { checkpoints: { max: number; interval: false } }): LlamaSequence;
};

export type LlamaSequence = {
  readonly nextTokenIndex: number;
  /** The first position whose state is still held; above 0 only with a sliding cache. */
  readonly stateCellsStartIndex: number;
  compareContextTokens(tokens: Token[]): { firstDifferentIndex: number };
  adaptStateToTokens(tokens: Token[], allowShift: boolean): Promise<void>;
  clearHistory(): Promise<void>;
  takeCheckpoint(): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: Token[]): Promise<void>;
  evaluate(
    tokens: Token[],
    options: {
      temperature: number;
      topP: number;
      topK: number;
      seed?: number;
      grammarEvaluationState?: GrammarState;
    },
  ): AsyncGenerator<Token, void, void>;
};

export type LlamaModule = {
  getLlama(options: {
    gpu: "auto";
    build: "never";
    skipDownload: true;
    progressLogs: false;
    logLevel: "warn";
    logger(level: string, message: string): void;
  }): Promise<Llama>;
  LlamaGrammarEvaluationState: new (options: { model: LlamaModel; grammar: LlamaGrammar }) => GrammarState;
};

/** The path of the engine's program inside its folder. */
export function engineEntry(engineDir: string): string {
  return join(engineDir, "node_modules", "node-llama-cpp", "dist", "index.js");
}

/**
 * Loads node-llama-cpp from `engineDir`.
 * @throws Error that says what is missing, if the folder lacks the package or has another version
 */
export async function importLlama(engineDir: string): Promise<LlamaModule> {
  const entry = engineEntry(engineDir);
  if (!existsSync(entry)) throw new Error(`There is no engine in ${engineDir}.`);
  const module: unknown = await import(pathToFileURL(entry).href);
  if (!isLlamaModule(module)) throw new Error(`The package in ${engineDir} is not a node-llama-cpp of version 3.`);
  return module;
}

function isLlamaModule(module: unknown): module is LlamaModule {
  const known = ["getLlama", "LlamaGrammarEvaluationState"];
  return typeof module === "object" && module !== null && known.every((name) => name in module);
}
