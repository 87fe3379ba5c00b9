import { fetchTransport, loopbackTransport, type Transport } from "../../src/providers/http/transport/transport.ts";
import { type PresetId, presets } from "../../src/providers/presets/presets.ts";

/** A hosted provider in one of its protocols; `folder` is that of its fixtures. */
export type LiveTarget = { folder: string; preset: PresetId; statesCost: boolean; sees: boolean; nativeTools: boolean };

const full = { statesCost: false, sees: true, nativeTools: true };
const native = { preset: "runware", statesCost: true, sees: true, nativeTools: false } as const;

export const liveTargets: readonly LiveTarget[] = [
  { ...full, folder: "openrouter", preset: "openrouter", statesCost: true },
  { ...full, folder: "keeprouter-openai", preset: "keeprouter", sees: false },
  { ...full, folder: "keeprouter-anthropic", preset: "keeprouter", sees: false },
  { ...full, folder: "runware-openai", preset: "runware" },
  { ...native, folder: "runware-stream" },
  { ...native, folder: "runware-sync" },
  { ...native, folder: "runware-async" },
  { ...full, folder: "google", preset: "google" },
];

/** GEMMA_LIVE_FAKE: origin of a server that stands for all providers; what comes of it is labelled so. */
const fake = process.env["GEMMA_LIVE_FAKE"];

/** The key of a provider out of its own variable, or why there is none. */
export function keyOf({ preset }: LiveTarget): { key: string } | { missing: string } {
  const { keyEnv = "" } = presets[preset];
  const key = process.env[keyEnv]?.trim();
  return key ? { key } : { missing: `${keyEnv} is not set` };
}

export const originOf = ({ preset }: LiveTarget): string => new URL(presets[preset].baseUrl).origin;

export function transportOf({ folder }: LiveTarget): Transport {
  if (fake === undefined) return fetchTransport;
  return (url, request) => loopbackTransport(`${fake}/${folder}${new URL(url).pathname}`, request);
}

/** Who is recorded, for a fixture's label. */
export function labelOf({ folder, preset }: LiveTarget): string {
  if (fake !== undefined) return `a fake that plays composed fixtures; this is not ${presets[preset].label}`;
  return `${presets[preset].label} (${folder}) on ${new Date().toISOString().slice(0, 10)}`;
}
