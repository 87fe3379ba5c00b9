import assert from "node:assert/strict";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import { nearestLines } from "../../../../src/edit/index.ts";
import { editFile } from "../../../../src/agent/tools/files/editFile.ts";
import { replaceLines } from "../../../../src/agent/tools/files/replaceLines.ts";
import {
  emptyTranscript,
  type ToolItem,
  record,
  type Transcript,
  turnsOf,
} from "../../../../src/agent/transcript/transcript.ts";
import type { JsonObject } from "../../../../src/model/message.ts";
import { allowAll } from "../../support/approvals.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

type Call = [name: string, args: JsonObject];

/** Plays answers with these calls and returns the results of the calls, and the files. */
async function play(answers: readonly (readonly Call[])[], start: Record<string, string>) {
  const workspace = memoryWorkspace(start);
  let id = 0;
  const calls = answers.map((each) => [
    ...each.flatMap(([name, args]) => call(`c${id++}`, name, args)),
    done("tool-calls"),
  ]);
  const model = scriptedModel(...calls, [text("Done."), done()]);
  const turn = runTurn(
    {
      opening: { type: "asked", id: "q", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] },
      transcript: emptyTranscript,
      profile: async () => ({
        model,
        tools: [editFile(workspace), replaceLines(workspace)],
        system: "s",
        sampling: {},
      }),
      policy: turnPolicy(),
      approvals: allowAll,
      maxSteps: 9,
      now: () => 1,
    },
    new AbortController().signal,
  );
  let transcript: Transcript = emptyTranscript;
  for await (const event of turn) transcript = record(transcript, event);
  const items = turnsOf(transcript)[0]!.items.filter((item): item is ToolItem => item.type === "tool");
  return { results: items.map(({ result = "" }) => result), files: workspace.files };
}

const wrong = (oldText: string, path = "a.ts"): Call => ["edit_file", { path, oldText, newText: "x" }];
const right: Call = ["edit_file", { path: "a.ts", oldText: "let one = 1;", newText: "let one = 2;" }];
const start = { "a.ts": "let one = 1;\nlet two = 2;\nlet three = 3;\n", "b.ts": "b\n" };
const offers = (result: string | undefined): boolean => /Use replace_lines/.test(result ?? "");

describe("another form of edit", () => {
  it("is offered with the second failed edit of a file, and with the numbered lines", async () => {
    const { results } = await play([[wrong("let two = two;")], [wrong("let two = (2);")]], start);
    assert.deepEqual(results.map(offers), [false, true]);
    assert.match(
      results[1] ?? "",
      /^The edit was not applied: oldText is not in the file\. 2 edits of a\.ts have failed\./,
    );
    assert.match(results[1] ?? "", /^2#[a-z]{3}\| let two = 2;$/m);
  });

  it("is offered if both fail in one answer", async () => {
    const { results } = await play([[wrong("let two = two;"), wrong("let two = (2);")]], start);
    assert.deepEqual(results.map(offers), [false, true]);
  });

  it("counts each file by itself, and anew after an edit of it that succeeds", async () => {
    const { results } = await play(
      [[wrong("let two = two;")], [wrong("bb", "b.ts")], [right], [wrong("let 3")]],
      start,
    );
    assert.deepEqual(results.map(offers), [false, false, false, false]);
  });

  it("succeeds where the quotation failed", async () => {
    const [name = ""] = /^2#[a-z]{3}/m.exec(nearestLines(start["a.ts"], "let two = 2;")) ?? [];
    const lines = { first: name, last: name, newText: "let two = 3;" };
    const { results, files } = await play(
      [[wrong("let two = two;")], [wrong("let two = (2);")], [["replace_lines", { path: "a.ts", ...lines }]]],
      start,
    );
    assert.equal(results.at(-1), "Edited a.ts: 1 lines added, 1 removed.");
    assert.equal(files.get("a.ts"), "let one = 1;\nlet two = 3;\nlet three = 3;\n");
  });

  it("tells nothing of a file that may hold secrets", async () => {
    const secret = { ".env": "KEY=geheim\n" };
    const lines = { first: "1#abc", last: "1#abc", newText: "KEY=" };
    const { results } = await play(
      [[wrong("KEY=x", ".env")], [wrong("KEY=y", ".env")], [["replace_lines", { path: ".env", ...lines }]]],
      secret,
    );
    assert.ok(!results.some((result) => result.includes("geheim") || offers(result)), results.join("\n"));
  });
});
