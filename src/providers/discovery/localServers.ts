import * as v from "valibot";
import { inOrder, type ListedModel, listed, type ListEntry, listedFrom } from "./listedModel.ts";
import { listField } from "../faults/reading/listField.ts";
import { windowField, ggufWindow } from "../faults/reading/numbers.ts";
import { answered, type Probe } from "./probe.ts";
import { ollamaAt } from "./identity.ts";

/** The facts about models from a server's own interface, beside the OpenAI one. */
export type ServerFacts = { version?: string; models: ListedModel[] };

const text = v.fallback(v.optional(v.string()), undefined);
const texts = v.fallback(v.optional(v.array(v.string())), undefined);
const flag = v.fallback(v.optional(v.boolean()), undefined);

/** The most models that are asked about one by one. */
const MOST_SHOWN = 16;

const ollamaRunning = v.object({ models: listField(v.object({ name: v.string(), context_length: windowField })) });
const ollamaShow = v.object({ capabilities: texts, model_info: v.fallback(v.record(v.string(), v.unknown()), {}) });

/**
 * Ollama: `/api/ps` states the loaded window, `/api/show` the capabilities and the largest window. A model that is not
 * loaded has no window yet: Ollama chooses it at load, 4,096 on small machines.
 */
export async function ollamaFacts(
  origin: string,
  entries: readonly ListEntry[],
  probe: Probe,
): Promise<ServerFacts | undefined> {
  const signs = await ollamaAt(origin, entries, probe);
  if (signs === undefined) return undefined;
  const ids = inOrder(entries.map(listedFrom)).map(({ id }) => id);
  const running = v.safeParse(ollamaRunning, signs.running);
  const loaded = new Map(running.success ? running.output.models.map((model) => [model.name, model]) : []);
  const models = ids.map(async (id, at): Promise<ListedModel> => {
    const shown = at < MOST_SHOWN ? await probe(`${origin}/api/show`, { model: id }) : undefined;
    const facts = v.safeParse(ollamaShow, answered(shown));
    const capabilities = facts.success ? facts.output.capabilities : undefined;
    const info = facts.success ? facts.output.model_info : {};
    const maxContextTokens = ggufWindow(info);
    const contextTokens = loaded.get(id)?.context_length;
    return listed(id, {
      isLoaded: loaded.has(id),
      ...(contextTokens !== undefined && { contextTokens }),
      ...(maxContextTokens !== undefined && { maxContextTokens }),
      ...(capabilities !== undefined && {
        vision: capabilities.includes("vision"),
        ...(capabilities.includes("audio") && { audio: true }),
        nativeTools: capabilities.includes("tools"),
        thinking: capabilities.includes("thinking"),
      }),
    });
  });
  return { version: signs.version, models: inOrder(await Promise.all(models)) };
}

const lmStudioNow = v.object({
  models: listField(
    v.object({
      type: text,
      key: v.string(),
      display_name: text,
      max_context_length: windowField,
      capabilities: v.fallback(
        v.optional(v.object({ vision: flag, trained_for_tool_use: flag, reasoning: v.optional(v.unknown()) })),
        undefined,
      ),
      loaded_instances: v.fallback(
        v.array(v.object({ id: text, config: v.fallback(v.object({ context_length: windowField }), {}) })),
        [],
      ),
    }),
  ),
});
const lmStudioBefore = v.object({
  data: listField(
    v.object({
      id: v.string(),
      type: v.string(),
      state: v.string(),
      max_context_length: windowField,
      loaded_context_length: windowField,
      capabilities: texts,
    }),
  ),
});

/**
 * LM Studio: `/api/v1/models`, before 0.4 `/api/v0/models`. The window of a loaded instance counts. An empty list there
 * is a sign only if `/v1/models` is empty too, because other servers answer any path.
 */
export async function lmStudioFacts(
  origin: string,
  entries: readonly ListEntry[],
  probe: Probe,
): Promise<ServerFacts | undefined> {
  const [now, before] = await Promise.all([probe(`${origin}/api/v1/models`), probe(`${origin}/api/v0/models`)]);
  const current = v.safeParse(lmStudioNow, answered(now));
  if (current.success && isSign(current.output.models, entries)) {
    const models = current.output.models.filter(({ type }) => type !== "embedding");
    return { models: inOrder(models.map(lmStudioModel)) };
  }
  const older = v.safeParse(lmStudioBefore, answered(before));
  if (!older.success || !isSign(older.output.data, entries)) return undefined;
  const models = older.output.data.filter(({ type }) => type !== "embeddings");
  return {
    models: inOrder(
      models.map((model) =>
        listed(model.id, {
          isLoaded: model.state === "loaded",
          vision: model.type === "vlm",
          ...(model.capabilities && { nativeTools: model.capabilities.includes("tool_use") }),
          ...(model.loaded_context_length !== undefined && { contextTokens: model.loaded_context_length }),
          ...(model.max_context_length !== undefined && { maxContextTokens: model.max_context_length }),
        }),
      ),
    ),
  };
}

const isSign = (own: readonly unknown[], entries: readonly ListEntry[]): boolean =>
  own.length > 0 || entries.length === 0;

function lmStudioModel(model: v.InferOutput<typeof lmStudioNow>["models"][number]): ListedModel {
  const { capabilities } = model;
  const instance = model.loaded_instances[0];
  const contextTokens = instance && "context_length" in instance.config ? instance.config.context_length : undefined;
  return listed(model.key, {
    isLoaded: instance !== undefined,
    ...(model.display_name !== undefined && { label: model.display_name }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(model.max_context_length !== undefined && { maxContextTokens: model.max_context_length }),
    ...(capabilities?.vision !== undefined && { vision: capabilities.vision }),
    ...(capabilities?.trained_for_tool_use !== undefined && { nativeTools: capabilities.trained_for_tool_use }),
    ...(capabilities !== undefined && { thinking: Boolean(capabilities.reasoning) }),
  });
}

const vllmVersion = v.object({ version: v.string() });

/** vLLM: `/version`; its model list states the window as `max_model_len`. */
export async function vllmFacts(
  origin: string,
  entries: readonly ListEntry[],
  probe: Probe,
): Promise<ServerFacts | undefined> {
  const version = v.safeParse(vllmVersion, answered(await probe(`${origin}/version`)));
  const models = entries.map(listedFrom).map((model) => ({ ...model, isLoaded: true }));
  return { models: inOrder(models), ...(version.success && { version: version.output.version }) };
}
