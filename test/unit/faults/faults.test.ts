import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { format } from "prettier";
import { faults } from "../../support/faults/faults.ts";
import { faultDocument, survived, wiresOf } from "../../support/faults/faultTable.ts";
import type { Seen } from "../../support/faults/playFault.ts";

/** Gemma's own markup and a provider's, which no user shall see unless a code block quotes it. */
const markup = /<\|?(?:tool_call|tool_response|channel|turn|unused\d+)\|?>|<\|"\|>|<\/?thought>/;

describe("the faults of servers and models, through provider, dialect and loop", function () {
  this.timeout(60_000);
  for (const fault of faults) {
    for (const wire of wiresOf(fault)) {
      it(`${fault.name}, ${wire}`, async () => {
        const { first, next, files } = await survived(fault, wire);
        const { outcome, ofEngine = outcome, ran = [], text, refusal, shortened, notice } = fault.expect;
        assert.equal(outcomeOf(first), wire === "embedded" ? ofEngine : outcome, JSON.stringify(first));
        assert.deepEqual(first.ran, ran);
        if (text) assert.match(first.text, text);
        if (shortened) assert.deepEqual(first.shortened, shortened);
        if (notice) assert.match(first.notices.join("\n"), notice);
        if (refusal) assert.match(first.refusals.join("\n"), refusal);
        assert.doesNotMatch(first.text.replace(/```[^]*?```/g, ""), markup);
        assert.deepEqual([...files.keys()], Object.keys(fault.files ?? { "a.ts": "" }), "no file was made");
        assert.deepEqual([outcomeOf(next), next.text.trim()], ["answered", "Done."], "the next question is answered");
      });
    }
  }

  it("docs/faults.md says what happens (else run `node scripts/faultTable.mjs`)", async () => {
    const written = readFileSync(new URL("../../../docs/faults.md", import.meta.url), "utf8");
    assert.equal(written, await format(await faultDocument(), { parser: "markdown", printWidth: 120 }));
  });
});

const outcomeOf = ({ outcome }: Seen): string =>
  outcome.type === "failed" ? `failed: ${outcome.fault.kind}` : outcome.type;
