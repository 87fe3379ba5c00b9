import type { EmbeddedOffer } from "../../../chat/protocol/models.ts";
import type { LocalServer } from "../../../providers/discovery/discover.ts";
import { ageText } from "../../../providers/discovery/listCache.ts";
import type { ListedModel } from "../../../providers/discovery/listedModel.ts";
import { type PresetId, presets } from "../../../providers/presets/presets.ts";

export type Picked =
  | { type: "embedded"; id: string }
  | { type: "server"; preset: PresetId; model: string; baseUrl?: string }
  /** A model that Ollama must download first. */
  | { type: "pull"; baseUrl: string }
  | { type: "set-up" };

/** The models of one hosted provider. `at`: when they were fetched; absent for the preset's own rows. */
export type HostedList = {
  preset: PresetId;
  label: string;
  /** If it is not the preset's own. */
  baseUrl?: string;
  models: readonly ListedModel[];
  at?: number;
  /** Why the list could not be fetched. */
  problem?: string;
};

export type RowFacts = {
  servers: readonly LocalServer[];
  offers: readonly EmbeddedOffer[];
  hosted: readonly HostedList[];
  /** The current model, as "<preset> <model id>". */
  current: string;
  /** Also models other than Gemmas. */
  showAll: boolean;
  /** Milliseconds since the epoch. */
  now: number;
};

export type ModelRow =
  | { type: "group"; label: string }
  | {
      type: "model";
      label: string;
      /** The name of one of VS Code's icons. */
      icon?: string;
      description: string;
      detail?: string;
      isCurrent: boolean;
      choice: Picked;
    };

/**
 * The rows of the model picker: running servers first, then the engine's models, then hosted providers. Only Gemmas
 * unless all are requested; empty groups are omitted. `hidden`: the number of models not shown.
 */
export function modelRows(facts: RowFacts): { rows: ModelRow[]; hidden: number } {
  const running = new Set(facts.servers.map(({ baseUrl }) => baseUrl));
  // The user's own server is asked both ways; its own report as a running server says more.
  const hosted = facts.hosted.filter(({ baseUrl }) => baseUrl === undefined || !running.has(baseUrl));
  const groups = [
    ...facts.servers.map((server) => ({ label: `${server.label} (running)`, rows: serverRows(server, facts) })),
    { label: "On this machine", rows: facts.offers.map((offer) => embeddedRow(offer, facts.current)) },
    ...hosted.map((list) => ({ label: groupLabel(list, facts.now), rows: hostedRows(list, facts) })),
  ];
  const rows = groups
    .filter((group) => group.rows.length > 0)
    .flatMap((group): ModelRow[] => [{ type: "group", label: group.label }, ...group.rows]);
  const models = [...facts.servers, ...hosted].flatMap((each) => each.models);
  return { rows, hidden: facts.showAll ? 0 : models.filter(({ isGemma }) => !isGemma).length };
}

function groupLabel({ label, at, problem }: HostedList, now: number): string {
  if (problem === undefined) return label;
  return at === undefined
    ? `${label}: its list could not be fetched`
    : `${label}: list of ${ageText(now - at)}, offline`;
}

function embeddedRow(offer: EmbeddedOffer, current: string): ModelRow {
  const size = `${(offer.bytes / 1e9).toFixed(1)} GB`;
  const state = offer.present ? "on this machine" : offer.tooLarge ? "more memory than this machine has" : "download";
  return {
    type: "model",
    label: offer.label,
    description: `${size} · ${state}`,
    isCurrent: current === `embedded ${offer.id}`,
    choice: { type: "embedded", id: offer.id },
  };
}

function serverRows(server: LocalServer, facts: RowFacts): ModelRow[] {
  const at = { preset: server.preset, baseUrl: server.baseUrl };
  if (server.state !== "ready") {
    const label = server.state === "loading" ? "Loading its model" : "Wants a key";
    return [{ type: "model", label, description: "", isCurrent: false, choice: { type: "server", model: "", ...at } }];
  }
  const rows = shown(server.models, facts).map((model) => modelRow(model, server.label, at, facts.current));
  return server.preset === "ollama" ? [...rows, pullRow(server)] : rows;
}

const pullRow = ({ label, baseUrl }: LocalServer): ModelRow => ({
  type: "model",
  label: "Get another Gemma…",
  icon: "cloud-download",
  description: `${label} downloads it`,
  isCurrent: false,
  choice: { type: "pull", baseUrl },
});

const hostedRows = ({ preset, label, baseUrl, models }: HostedList, facts: RowFacts): ModelRow[] =>
  shown(models, facts).map((model) =>
    modelRow(model, label, { preset, ...(baseUrl !== undefined && { baseUrl }) }, facts.current),
  );

const shown = (models: readonly ListedModel[], { showAll }: RowFacts): readonly ListedModel[] =>
  showAll ? models : models.filter(({ isGemma }) => isGemma);

function modelRow(
  model: ListedModel,
  provider: string,
  at: { preset: PresetId; baseUrl?: string },
  current: string,
): ModelRow {
  return {
    type: "model",
    label: model.label,
    description: [provider, ...factsOf(model, presets[at.preset].local)].join(" · "),
    detail: model.id,
    isCurrent: current === `${at.preset} ${model.id}`,
    choice: { type: "server", model: model.id, ...at },
  };
}

/** "loaded", "256K", "$0.06 / $0.33 per M", "vision, tools, thinking": the known facts. */
function factsOf(model: ListedModel, local: boolean): string[] {
  const { isLoaded, contextTokens, maxContextTokens, price, vision, video, audio, nativeTools, thinking } = model;
  const window = contextTokens ?? maxContextTokens;
  const money = (dollars: number): string => `$${Number(dollars.toPrecision(3))}`;
  const cost =
    price && (price.input + price.output === 0 ? "free" : `${money(price.input)} / ${money(price.output)} per M`);
  const senses = [vision && "vision", video && "video", audio && "audio"];
  const can = [...senses, nativeTools && "tools", thinking && "thinking"].filter(Boolean).join(", ");
  return [
    isLoaded === true ? "loaded" : "",
    window === undefined ? "" : `${contextTokens === undefined ? "up to " : ""}${Math.round(window / 1024)}K`,
    local ? "" : (cost ?? ""),
    can,
  ].filter(Boolean);
}
