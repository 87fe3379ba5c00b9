/**
 * `npm run demo`: what `npm start` shows, without a display. A real Gemma on this machine answers one question and
 * makes one edit through the real panel. Prints the transcript and saves screenshots of each step in out/demo/.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { build, ensureDependencies, root, script } from "./lib/project.mjs";
import { say } from "./lib/run.mjs";
import { ensureEditor } from "./testbed/editor.mjs";
import { ensureEngine } from "./testbed/engine.mjs";
import { ensureModel } from "./testbed/model.mjs";
import { ensurePrerequisites } from "./testbed/prerequisites.mjs";

await script(async () => {
  await ensurePrerequisites(["browser", "editor", "model"]);
  await ensureDependencies();
  say("Building…");
  await build();
  await ensureEditor();
  const env = { ...process.env, GEMMA_ENGINE_DIR: await ensureEngine(), GEMMA_CODE_MODEL: await ensureModel() };
  const play = spawn(process.execPath, ["--import=tsx", "test/support/demo.ts"], { cwd: root, env, stdio: "inherit" });
  const [code] = await once(play, "exit");
  process.exitCode = code ?? 1;
});
