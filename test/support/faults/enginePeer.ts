import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmbeddedEngine } from "../../../src/providers/embedded/host/embeddedEngine.ts";
import { ggufBytes } from "../../unit/providers/embedded/ggufBytes.ts";
import type { Fault } from "./fault.ts";
import { type FaultPeer, healthy } from "./httpPeer.ts";
import type { Play } from "./wirePlay.ts";

const childPath = fileURLToPath(new URL("./engineChild.mjs", import.meta.url));

/**
 * The embedded engine with a process that simulates a fault instead of llama.cpp. The fault is described in a file of
 * its folder, because it may end the process.
 */
export async function enginePeer(fault: Fault): Promise<FaultPeer> {
  const engineDir = await mkdtemp(join(tmpdir(), "gemma-faults-"));
  const entry = join(engineDir, "node_modules", "node-llama-cpp", "dist");
  await mkdir(entry, { recursive: true });
  await writeFile(join(entry, "index.js"), "");
  const file = join(engineDir, "model.gguf");
  await writeFile(file, ggufBytes());
  const plan = (plays: readonly Play[], lasts = false): Promise<void> =>
    writeFile(join(engineDir, "plays.json"), JSON.stringify({ plays, lasts, healthy }));
  await plan(fault.plays, fault.lasts);
  const engine = createEmbeddedEngine({ engineDir, childPath, silentMs: fault.silentMs ?? 10_000 });
  return {
    model: engine.model({ file, label: "Gemma 3 270M" }),
    heal: () => plan([]),
    [Symbol.asyncDispose]: async () => {
      await engine.unload();
      engine.dispose();
      await rm(engineDir, { recursive: true, force: true });
    },
  };
}
