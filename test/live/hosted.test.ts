import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withPromptTools } from "../../src/gemma/index.ts";
import type { ModelRequest } from "../../src/model/model.ts";
import type { Transport } from "../../src/providers/http/transport/transport.ts";
import { skip } from "../support/runner/reporter.ts";
import { writeWireFixture } from "../support/wireFixture.ts";
import { readFile, requestFor, wires } from "../unit/providers/fixtures/wireModels.ts";
import { ask, type Collected, doneOf } from "../unit/providers/support/collect.ts";
import { recordCase } from "./recordCase.ts";
import { keyOf, labelOf, liveTargets, originOf, transportOf } from "./targets.ts";

/** Where what was seen is kept: beside the composed fixtures, to be read before it is committed. */
const saveTo = process.env["GEMMA_LIVE_SAVE"] ?? fileURLToPath(new URL("../fixtures/providers", import.meta.url));

/** Gemma's own markup: a server that lets it through has not read the answer. */
const markup = /<\|?(?:tool_call|channel|turn)\|?>/;
const short = { maxTokens: 400 };

for (const target of liveTargets) {
  const { folder, statesCost, sees, nativeTools } = target;
  const isWhole = folder.endsWith("-sync") || folder.endsWith("-async");
  describe(`${folder}, live`, function () {
    this.timeout(180_000);
    let key = "";
    before(function () {
      const found = keyOf(target);
      if ("missing" in found) skip(this, found.missing);
      key = found.key;
    });

    const modelWith = (transport: Transport) => {
      const { model } = wires[folder] ?? assert.fail(folder);
      return model({ origin: originOf(target), transport, key });
    };
    const seen = async (name: string, request: ModelRequest): Promise<Collected> => {
      const wrap = (transport: Transport) =>
        nativeTools || request.tools.length === 0 ? modelWith(transport) : withPromptTools(modelWith(transport));
      const { got, fixture } = await recordCase(labelOf(target), wrap, request, [key], transportOf(target));
      mkdirSync(join(saveTo, folder), { recursive: true });
      // Calls written in a prompt are read by the dialect, which a wire's fixture does not hold.
      if (nativeTools || request.tools.length === 0) {
        writeFileSync(join(saveTo, folder, `live-${name}.http`), writeWireFixture(fixture));
      }
      return got;
    };

    it("chat, with its usage", async () => {
      const got = await seen("chat", ask("Answer with one word: which colour has a clear sky?", { sampling: short }));
      doneOf(got);
      assert.notEqual(got.text.trim(), "");
      assert.doesNotMatch(got.text, markup);
      const usage = got.events.find((event) => event.type === "usage")?.usage;
      assert.ok(usage?.inputTokens && usage.outputTokens, JSON.stringify(usage));
      if (statesCost) assert.equal(typeof usage.cost, "number", "the provider states what it cost");
    });

    it("stream", async function () {
      if (isWhole) skip(this, "this delivery comes whole");
      const got = await seen("stream", ask("Count from 1 to 20 in words.", { sampling: short }));
      doneOf(got);
      assert.ok(got.events.filter(({ type }) => type === "text").length > 1, "in several pieces");
    });

    it("thinking", async () => {
      const request = ask("What is 17 times 23?", { reasoning: { enabled: true }, sampling: { maxTokens: 1500 } });
      const got = await seen("thinking", request);
      doneOf(got);
      assert.doesNotMatch(got.text, markup);
    });

    it("tools", async () => {
      const request = ask("Call read_file for the file a.ts.", { tools: [readFile], sampling: { maxTokens: 1000 } });
      const got = await seen("tools", nativeTools ? { ...request, toolChoice: { name: "read_file" } } : request);
      const calls = got.events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));
      assert.ok(calls.length > 0, JSON.stringify(got.events));
      for (const { name, fault } of calls) assert.deepEqual([name, fault], ["read_file", undefined]);
    });

    it("image", async function () {
      if (!sees) skip(this, "the provider's model reads text only");
      const got = await seen("image", { ...requestFor("image"), sampling: short });
      doneOf(got);
      assert.notEqual(got.text.trim(), "");
    });

    it("stop", async () => {
      const stop = new AbortController();
      let stoppedAt = 0;
      const halt = (): void => {
        stoppedAt ||= performance.now();
        stop.abort();
      };
      // What is delivered whole is stopped while it is awaited.
      const sends: Transport = (url, request) => {
        const sent = transportOf(target)(url, request);
        if (isWhole) halt();
        return sent;
      };
      const answer = (async () => {
        const request = ask("Count from 1 to 500 in words.", { sampling: { maxTokens: 2000 } });
        for await (const event of modelWith(sends).stream(request, stop.signal)) {
          if (event.type === "text" || event.type === "thought") halt();
        }
      })();
      await assert.rejects(answer, { message: "Stopped." });
      assert.ok(performance.now() - stoppedAt < 1000);
    });
  });
}
