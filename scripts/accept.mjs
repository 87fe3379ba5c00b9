/**
 * `npm run accept`: rewrites the generated files: the dialect's golden file, docs/faults.md and the manifest. Review
 * the differences before you commit: each is a change of behaviour.
 */
import { root, script } from "./lib/project.mjs";
import { npm, run, say } from "./lib/run.mjs";

await script(async () => {
  say("The dialect's golden file…");
  await run(process.execPath, ["--import=tsx", "test/support/golden/writeGolden.ts"], { cwd: root });
  say("docs/faults.md…");
  await run(process.execPath, ["scripts/faultTable.mjs"], { cwd: root });
  await npm(["run", "--silent", "--if-present", "manifest"], { cwd: root });
});
