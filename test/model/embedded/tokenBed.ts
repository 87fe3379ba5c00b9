import { join } from "node:path";
import { ensureEngine } from "../../../scripts/testbed/engine.mjs";
import { ensureModel } from "../../../scripts/testbed/model.mjs";
import { ensureTinyGemma4, tinyRandom } from "../../../scripts/testbed/tinyGemma4.mjs";
import { importLlama, type Llama, type LlamaModel, type Token } from "../../../src/providers/embedded/child/llama.ts";
import { parseTokenList, type TokenList, Vocabulary } from "../../../src/providers/embedded/child/vocabulary.ts";
import type { TokenCase } from "../../fuzz/tokenTexts.ts";

/** A real vocabulary in the real engine, in this process. `detokenize` is the engine's own. */
export type TokenBed = TokenCase & { list: TokenList; detokenize: (tokens: readonly Token[]) => string };

/** What the engine's models can do beyond what the product uses of them. */
type FullLlama = Llama & { dispose(): Promise<void> };
type FullModel = LlamaModel & { detokenize(tokens: readonly Token[], specialTokens: boolean): string };

/** The models whose tokens are tested: Gemma 3 270M, and each shape of Gemma 4. */
export const tokenBedNames = ["gemma3", ...tinyRandom] as const;

export type TokenBeds = Record<(typeof tokenBedNames)[number], TokenBed>;

/** Loads the vocabularies alone, which takes one to two seconds each. `dispose` frees them. */
export async function makeTokenBeds(): Promise<{ beds: TokenBeds; dispose: () => Promise<void> }> {
  const { getLlama } = await importLlama(await ensureEngine());
  const tiny = await ensureTinyGemma4();
  const llama = (await getLlama({
    gpu: "auto",
    build: "never",
    skipDownload: true,
    progressLogs: false,
    logLevel: "warn",
    logger: () => undefined,
  })) as FullLlama;
  const load = async (modelPath: string): Promise<TokenBed> => {
    const options = { modelPath, vocabOnly: true };
    const model = (await llama.loadModel(options)) as FullModel;
    const list = parseTokenList(model.fileInfo.metadata);
    const vocabulary = new Vocabulary(list);
    const markup = list.texts.filter((_, token) => vocabulary.markupOf(token) !== undefined);
    return {
      tokenizer: { model, vocabulary },
      list,
      markup,
      plain: (text) => model.tokenize(text, false),
      detokenize: (tokens) => model.detokenize(tokens, true),
    };
  };
  const beds = {
    gemma3: await load(await ensureModel()),
    dense: await load(join(tiny, "dense.gguf")),
    moe: await load(join(tiny, "moe.gguf")),
    e2b: await load(join(tiny, "e2b.gguf")),
  };
  return { beds, dispose: () => llama.dispose() };
}
