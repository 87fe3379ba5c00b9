/**
 * `npm run test:live [-- --grep TEXT]`: tests every hosted provider with a key in the environment: chat, stream,
 * thinking, tools, image, cost and stop. Providers without a key are skipped by name. It may cost a few cents. Replies
 * are saved as fixtures without keys and personal data: read them before you commit them.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies, root, script } from "./lib/project.mjs";
import { outcomeOf, summary } from "./testing/outcome.mjs";
import { runChild } from "./testing/runChild.mjs";

await script(async () => {
  const { values } = parseArgs({ options: { grep: { type: "string" }, results: { type: "string" } } });
  await ensureDependencies();
  const results = values.results ?? join(root, "out", "results", "live.jsonl");
  mkdirSync(join(root, "out", "results"), { recursive: true });
  rmSync(results, { force: true });
  const start = Date.now();
  const grep = values.grep ? ["--grep", values.grep] : [];
  const runner = ["--import=tsx", "test/support/runner/node.ts", "--results", results, "--timeout", "180000", ...grep];
  const end = await runChild([...runner, "test/live/hosted.test.ts"], {
    cwd: root,
    env: process.env,
    timeoutMs: 1_800_000,
  });
  const outcome = outcomeOf("live", results, end, (Date.now() - start) / 1000);
  process.stdout.write(`${summary([outcome])}\n`);
  process.exitCode = outcome.failed.length > 0 ? 1 : 0;
});
