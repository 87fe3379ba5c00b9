import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { liveTargets } from "../../live/targets.ts";
import { readWireFixture } from "../../support/wireFixture.ts";
import { fixtures, serves } from "../providers/fixtures/playFixture.ts";
import { scriptedServer } from "../providers/support/scriptedServer.ts";

type Line = { type: string; title?: string; reason?: string; error?: string };
const keys = ["OPENROUTER_API_KEY", "KEEPROUTER_KEY", "RUNWARE_API_KEY", "GEMINI_API_KEY"];
const planted = "planted-live-key-0123456789abcdef";

/** Runs the live suite in a process of its own, as `npm run test:live` does, and reads its results. */
async function live(env: Readonly<Record<string, string>>, folder: string): Promise<Line[]> {
  const results = join(folder, "results.jsonl");
  const args = [
    "--import=tsx",
    "test/support/runner/node.ts",
    "--results",
    results,
    "--quiet",
    "test/live/hosted.test.ts",
  ];
  const own = Object.entries(process.env).filter(([name]) => !keys.includes(name));
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    env: { ...Object.fromEntries(own), GEMMA_LIVE_SAVE: join(folder, "saved"), ...env },
    stdio: "ignore",
  });
  await once(child, "exit");
  return readFileSync(results, "utf8")
    .trim()
    .split("\n")
    .map((line): Line => JSON.parse(line));
}

describe("the live suite", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "gemma-code-live-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is skipped by name where no key is set", async () => {
    const lines = await live({}, folder);
    const ran = lines.filter(({ type }) => type === "pass" || type === "fail");
    assert.deepEqual(ran, []);
    assert.equal(lines.at(-1)?.type, "end");
    for (const { folder: name } of liveTargets) {
      const skipped = lines.filter(({ type, title }) => type === "skip" && title?.startsWith(`${name}, live`));
      assert.equal(skipped.length, 6, name);
      assert.ok(
        skipped.every(({ reason }) => /^[A-Z_]+KEY is not set$/.test(reason ?? "")),
        name,
      );
    }
  });

  it("runs against a fake of every provider, and what it keeps says so and holds no key", async () => {
    let asked = "";
    await using fake = await scriptedServer((exchange, count) => {
      const [, provider = "", ...path] = exchange.path.split("/");
      // The poll of a task finds it done.
      const isPoll = JSON.stringify(exchange.body).includes("getResponse");
      if (!isPoll) asked = caseOf(exchange.body);
      const fixture = fixtures.find((each) => each.provider === provider && each.name === asked);
      exchange.path = `/${path.join("/")}`;
      const exchanges = (fixture ?? assert.fail(provider)).exchanges.slice(isPoll ? -1 : 0);
      return serves({ origin: "composed", from: "", events: "", exchanges })(exchange, count);
    });
    const env = Object.fromEntries(keys.map((name) => [name, planted]));
    const lines = await live({ ...env, GEMMA_LIVE_FAKE: fake.origin }, folder);
    const failed = lines.filter(({ type }) => type === "fail").map(({ title, error }) => `${title}: ${error}`);
    assert.deepEqual(failed, []);
    const skipped = lines.filter(({ type }) => type === "skip").map(({ reason }) => reason);
    assert.ok(
      skipped.every((reason) => /text only|comes whole/.test(reason ?? "")),
      String(skipped),
    );
    assert.ok(
      fake.exchanges.every(({ headers }) => JSON.stringify(headers).includes(planted)),
      "the key was sent",
    );
    let saved = 0;
    for (const name of readdirSync(join(folder, "saved"))) {
      for (const file of readdirSync(join(folder, "saved", name))) {
        const text = readFileSync(join(folder, "saved", name, file), "utf8");
        assert.doesNotMatch(text, /planted/);
        assert.match(text, /^# recorded from a fake that plays composed fixtures; this is not \w/);
        assert.ok(readWireFixture(text).events.includes('"done"'), `${name}/${file}`);
        saved++;
      }
    }
    assert.ok(saved > 30, `${saved} fixtures`);
  });
});

/** Which composed fixture answers a request of the live suite. */
function caseOf(body: unknown): string {
  const text = JSON.stringify(body);
  if (/"image_url"|"type":"image"|"images"/.test(text)) return "image";
  if (/"tools"/.test(text)) return "tools";
  if (text.includes("read_file")) return "tools-in-text";
  return text.includes("17 times 23") ? "thinking" : "chat";
}
