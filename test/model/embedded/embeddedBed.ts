import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { ModelEvent } from "../../../src/model/model.ts";
import { ensureEngine } from "../../../scripts/testbed/engine.mjs";
import { ensureModel } from "../../../scripts/testbed/model.mjs";

/** What a test of the real engine runs on: the engine, the child's program as it ships, and a real Gemma. */
export type EmbeddedBed = { engineDir: string; childPath: string; modelFile: string; folder: string };

export async function makeEmbeddedBed(): Promise<EmbeddedBed> {
  const engineDir = await ensureEngine();
  const modelFile = await ensureModel();
  const folder = await mkdtemp(join(tmpdir(), "gemma-embedded-"));
  const childPath = join(folder, "engine.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("../../../src/providers/embedded/child/child.ts", import.meta.url))],
    outfile: childPath,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["node-llama-cpp"],
    logLevel: "error",
  });
  return { engineDir, childPath, modelFile, folder };
}

export async function removeEmbeddedBed({ folder }: EmbeddedBed): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** All events of a stream, and its text. An error ends the collection and is part of it. */
export async function collect(
  stream: AsyncIterable<ModelEvent>,
  onEvent: (event: ModelEvent) => void = () => undefined,
): Promise<{ events: ModelEvent[]; text: string; error?: unknown }> {
  const events: ModelEvent[] = [];
  const text = (): string => events.map((event) => (event.type === "text" ? event.delta : "")).join("");
  try {
    for await (const event of stream) {
      events.push(event);
      onEvent(event);
    }
    return { events, text: text() };
  } catch (error) {
    return { events, text: text(), error };
  }
}
