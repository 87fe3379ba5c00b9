import assert from "node:assert/strict";
import type { Ask, AskKind } from "../../../../src/agent/approval/ask.ts";
import { approvalsIn } from "../../../../src/agent/approval/inMode.ts";
import { isRead } from "../../../../src/agent/approval/readingOnly.ts";
import { shownAskSchema } from "../../../../src/agent/transcript/schema/approvalSchema.ts";
import { allowAll, answering } from "../../support/approvals.ts";

const signal = new AbortController().signal;
const kinds = shownAskSchema.options.map(({ entries }) => entries.kind.literal);
// The policy looks at nothing but the kind.
const askOf = (kind: AskKind): Ask => ({ kind }) as unknown as Ask;

describe("what may be done in a mode", () => {
  for (const kind of kinds) {
    const may = kind.startsWith("read-") || kind === "fetch";
    it(`Plan and Ask ${may ? "leave to the rules" : "deny, whatever the rules and the user say"}: ${kind}`, async () => {
      for (const mode of ["plan", "ask"] as const) {
        const call = { tool: "t", ask: askOf(kind) };
        const { decision } = await approvalsIn(mode, allowAll).verdict(call, signal);
        assert.equal(decision, may ? "allow" : "deny");
        const { answer } = approvalsIn(mode, answering({ type: "allowed", scope: "once" })).request(call, signal);
        assert.equal((await answer).type, may ? "allowed" : "forbidden");
      }
    });
  }

  it("Agent asks and allows by the rules", async () => {
    assert.equal(approvalsIn("agent", allowAll), allowAll);
  });

  it("names each kind as reading or not", () => {
    assert.deepEqual(
      kinds.filter((kind) => isRead(askOf(kind))),
      ["fetch", "read-outside", "read-private"],
    );
  });
});
