import * as v from "valibot";
import { windowField, windowTokens } from "../faults/reading/numbers.ts";
import { inOrder, type ListedModel, type ListEntry, listedFrom } from "./listedModel.ts";
import type { ServerFacts } from "./localServers.ts";
import { answered, type Probe } from "./probe.ts";

const text = v.fallback(v.optional(v.string()), undefined);
const flag = v.fallback(v.optional(v.boolean()), undefined);

/** The most models that are asked about one by one. */
const mostAsked = 16;

const propsSchema = v.object({
  build_info: v.string(),
  role: text,
  model_path: text,
  default_generation_settings: v.fallback(v.object({ n_ctx: windowField }), {}),
  modalities: v.fallback(v.optional(v.object({ vision: flag, audio: flag })), undefined),
  chat_template_caps: v.fallback(v.optional(v.object({ supports_tools: flag })), undefined),
});
type Props = v.InferOutput<typeof propsSchema>;

/**
 * Facts from llama-server. `/props` states the window of one slot, which a conversation gets, whether images and
 * recordings are taken, and whether the template supports tools. A router has no model itself: it lists the loaded ones
 * and is asked for each one's properties, without loading any.
 */
export async function llamaServerFacts(
  origin: string,
  entries: readonly ListEntry[],
  probe: Probe,
): Promise<ServerFacts | undefined> {
  const props = await propsAt(`${origin}/props`, probe);
  if (props === undefined) return undefined;
  const isRouter = hasNoModel(props) || entries.some(({ status }) => status !== undefined);
  const models = isRouter
    ? await Promise.all(entries.map((entry, at) => routed(origin, entry, at < mostAsked ? probe : undefined)))
    : entries.map((entry) => ({ ...listedFrom(entry), isLoaded: true, ...factsIn(props) }));
  return { version: props.build_info, models: inOrder(models) };
}

/** A server with one model states that model's window. */
function hasNoModel({ role, model_path: path, default_generation_settings: settings }: Props): boolean {
  return role === "router" || path === "none" || ("n_ctx" in settings && settings.n_ctx === undefined);
}

/** A router's model. Its own statement of the window takes precedence over its load arguments. */
async function routed(origin: string, entry: ListEntry, probe: Probe | undefined): Promise<ListedModel> {
  const model = listedFrom(entry);
  const url = `${origin}/props?model=${encodeURIComponent(model.id)}&autoload=false`;
  const props = probe && (await propsAt(url, probe));
  const isLoaded = entry.status === undefined ? undefined : loadedStates.has(entry.status.value ?? "");
  const contextTokens = windowIn(entry.status?.args ?? []);
  return {
    ...model,
    ...(isLoaded !== undefined && { isLoaded }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(props && factsIn(props)),
  };
}

/** A sleeping model is loaded again automatically, as it was. */
const loadedStates = new Set(["loaded", "sleeping"]);

async function propsAt(url: string, probe: Probe): Promise<Props | undefined> {
  const props = v.safeParse(propsSchema, answered(await probe(url)));
  return props.success ? props.output : undefined;
}

function factsIn(props: Props): Partial<ListedModel> {
  const { default_generation_settings: settings, modalities } = props;
  const contextTokens = "n_ctx" in settings ? settings.n_ctx : undefined;
  const nativeTools = props.chat_template_caps?.supports_tools;
  return {
    ...(contextTokens !== undefined && { contextTokens }),
    ...(modalities?.vision !== undefined && { vision: modalities.vision }),
    ...(modalities?.audio !== undefined && { audio: modalities.audio }),
    ...(nativeTools !== undefined && { nativeTools }),
  };
}

/** The window of one slot from a server's arguments; undefined if they leave it to the model. */
function windowIn(args: readonly string[]): number | undefined {
  const valueOf = (...names: string[]): number => Number(args[args.findIndex((arg) => names.includes(arg)) + 1]);
  const has = (...names: string[]): boolean => args.some((arg) => names.includes(arg));
  if (!has("-c", "--ctx-size", "-ctx")) return undefined;
  const isShared = has("-np", "--parallel") && !has("-kvu", "--kv-unified");
  const slots = isShared ? Math.max(1, valueOf("-np", "--parallel") || 1) : 1;
  return windowTokens(valueOf("-c", "--ctx-size", "-ctx") / slots);
}
