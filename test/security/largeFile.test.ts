import assert from "node:assert/strict";
import { createFile } from "../../src/agent/tools/files/createFile.ts";
import { editFile } from "../../src/agent/tools/files/editFile.ts";
import { emptyTranscript, turnsOf } from "../../src/agent/transcript/transcript.ts";
import { ChatSession } from "../../src/chat/session/session.ts";
import { withDialect } from "../../src/gemma/model/withDialect.ts";
import { createOpenAiModel } from "../../src/providers/openai/openAiModel.ts";
import { presets } from "../../src/providers/presets/presets.ts";
import { memoryWorkspace } from "../unit/support/memoryWorkspace.ts";
import { turnPolicy } from "../unit/support/turnPolicy.ts";
import { withPauses } from "../support/pauses.ts";

/** Nothing may block the host for 100 ms; five times as much leaves room for slow machines. */
const LIMIT_MS = 500;
const SIZE = 1_900_000;
/** A stretch of letters without a pattern, so that the call does not count as a loop. */
const letters = Array.from({ length: 20_000 }, (_, at) => Math.imul(at + 1, 2_654_435_761) >>> 0);
/** `text` between letters, up to 1.9 MB as JSON. */
function times(text: string): string {
  const cost = JSON.stringify(text).length - 2;
  const parts: string[] = [];
  for (let at = 0, size = 0; size < SIZE - 200; at++) {
    const part = `${letters[at % letters.length]?.toString(36)}${at}`;
    parts.push(part, text);
    size += part.length + cost;
  }
  return parts.join("");
}

/** To add a case, add a row: a file of almost 2 MB. */
const files: Readonly<Record<string, string>> = {
  "of short lines": times("a\n"),
  "of ordinary lines": times("const value = compute(1, 2);\n"),
  "of Windows lines": times("const value = compute(1, 2);\r"),
  "of one line": times(""),
  "of empty lines": times("\n").slice(0, SIZE / 2),
  "of invisible characters": times("\u200b\u202e"),
  "of characters of two units": times("\u{1F600}"),
  "of combining marks": times("e\u0301\u0301\u0301"),
  "of nesting": times("{[("),
  "of markup": times("<tool_call>"),
  "of quotes and backslashes": times('"\\').slice(0, SIZE / 2),
};

/** A server's stream with one call, in pieces of 4,000 characters. */
function streamOf(name: string, args: object): Response {
  const text = JSON.stringify(args);
  const event = (delta: object, finish: string | null = null): Uint8Array =>
    Buffer.from(`data: ${JSON.stringify({ choices: [{ delta, finish_reason: finish }] })}\n\n`);
  let at = 0;
  return new Response(
    new ReadableStream({
      start: (stream) =>
        stream.enqueue(event({ tool_calls: [{ index: 0, id: "c1", function: { name, arguments: "" } }] })),
      pull: (stream) => {
        if (at >= text.length) {
          stream.enqueue(event({}, "tool_calls"));
          stream.enqueue(Buffer.from("data: [DONE]\n\n"));
          return stream.close();
        }
        stream.enqueue(event({ tool_calls: [{ index: 0, function: { arguments: text.slice(at, at + 4000) } }] }));
        at += 4000;
      },
    }),
    { headers: { "Content-Type": "text/event-stream" } },
  );
}

const done = (): Response =>
  new Response(`data: ${JSON.stringify({ choices: [{ delta: { content: "Done." }, finish_reason: "stop" }] })}\n\n`);

/** Plays a call from the wire to the file, with the user's consent to its card. */
async function play(name: string, args: object, start: Record<string, string>) {
  const workspace = memoryWorkspace(start);
  const answers = [streamOf(name, args), done()];
  const model = createOpenAiModel({
    preset: presets.custom,
    baseUrl: "http://a.example/v1",
    modelId: "gemma-4-31b-it",
    transport: async () => answers.shift() ?? done(),
  });
  const session: ChatSession = new ChatSession("chat", emptyTranscript, {
    profile: async () => ({
      model: withDialect(model, model),
      system: "s",
      tools: [createFile(workspace), editFile(workspace)],
      sampling: {},
    }),
    policy: () => turnPolicy(),
    maxSteps: () => 3,
    consent: { rules: () => [], add: () => undefined },
    post: (events) => {
      JSON.stringify(events);
      for (const event of events)
        if (event.type === "approval-wanted") session.approvals.settle(event.nonce, { type: "allowed", scope: "once" });
    },
    append: async (events) => void JSON.stringify(events),
    storeFailed: (error) => assert.fail(String(error)),
    changed: () => undefined,
  });
  await session.ask({ text: "go", prompt: "go", chips: [], mode: "agent" });
  return { workspace, turn: turnsOf(session.transcript)[0] };
}

describe("a file of 2 MB, from the wire to the disk", () => {
  for (const [name, text] of Object.entries(files))
    it(`blocks nothing: ${name}`, async () => {
      const { result, longest } = await withPauses(() => play("create_file", { path: "a.txt", text }, {}));
      const told = JSON.stringify(result.turn, (_, value: unknown) =>
        typeof value === "string" ? value.slice(0, 300) : value,
      );
      assert.ok(result.workspace.files.get("a.txt") === text, told);
      assert.ok(longest < LIMIT_MS, `${Math.round(longest)} ms`);
    }).timeout(60_000);

  it("is refused with words where it is larger than a call may be", async () => {
    const text = (files["of ordinary lines"] ?? "").repeat(2);
    const { result, longest } = await withPauses(() => play("create_file", { path: "a.txt", text }, {}));
    assert.equal(result.workspace.files.size, 0);
    assert.ok(longest < LIMIT_MS, `${Math.round(longest)} ms`);
    const outcome = result.turn?.outcome;
    assert.ok(outcome?.type === "failed" && /\.$/.test(outcome.message), JSON.stringify(outcome));
  }).timeout(60_000);

  for (const [name, text] of Object.entries(files).slice(0, 4))
    it(`is edited without blocking: ${name}`, async () => {
      const whole = `first\n${text}\nlast`;
      const args = { path: "a.txt", oldText: "\nlast", newText: "\nend" };
      const { result, longest } = await withPauses(() => play("edit_file", args, { "a.txt": whole }));
      assert.equal(result.workspace.files.get("a.txt")?.slice(-4), "\nend", name);
      assert.ok(longest < LIMIT_MS, `${Math.round(longest)} ms`);
    }).timeout(60_000);
});
