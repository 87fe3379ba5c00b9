import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { withConsent } from "../../../../src/agent/approval/consent.ts";
import type { Running, Tool, ToolResult } from "../../../../src/agent/ports/tool.ts";
import { processTool } from "../../../../src/agent/tools/work/processTool.ts";
import { runCommand } from "../../../../src/agent/tools/work/runCommand.ts";
import type { JsonObject } from "../../../../src/model/message.ts";
import { plainCommands } from "../../../support/plainCommands.ts";
import { runningAlone } from "../../../support/running.ts";
import { until } from "../../../support/until.ts";

const allowed = { type: "allowed", scope: "once" } as const;

/** Plans a call, allows what it asks, and runs it. */
async function call(tool: Tool, args: JsonObject, running: Running = runningAlone()): Promise<ToolResult> {
  const plan = await tool.plan(args, running.signal);
  return plan.asks ? withConsent(allowed, plan, running) : plan.run(running);
}

describe("the tools of commands", function () {
  this.timeout(20_000);
  const commands = plainCommands();
  const run = runCommand(commands);
  const process = processTool(commands);
  after(() => commands.close());

  it("asks for exactly the command in its folder", async () => {
    const plan = await run.plan({ command: "npm test" }, new AbortController().signal);
    assert.deepEqual(plan.asks, { kind: "command", command: "npm test", cwd: tmpdir() });
    await assert.rejects(run.plan({ command: "" }, new AbortController().signal), /Invalid arguments/);
  });

  it("returns exit code and output, and shows the output while it runs", async () => {
    const running = runningAlone();
    const result = await call(run, { command: "echo one; echo two >&2; exit 3" }, running);
    assert.match(result.text, /^Exit code 3\.\n/);
    assert.match(result.text, /one\n/);
    assert.match(result.text, /two/);
    assert.equal(result.note, "exit code 3");
    assert.match(running.shown.join(""), /one\n/);
    assert.deepEqual(await call(run, { command: "true" }), { text: "Exit code 0.\n(no output)" });
  });

  it("shows each line once, a bar's last state, and a prompt without an end", async () => {
    const running = runningAlone();
    await call(
      run,
      {
        command:
          "printf '1%%\\r'; sleep 0.15; printf '2%%\\r'; sleep 0.15; printf '100%%\\nname? '; sleep 0.4; echo; echo end",
      },
      running,
    );
    const shown = running.shown.join("");
    assert.match(shown, /100%\nname\? \nend\n$/);
    assert.equal(shown.split("100%").length, 2);
  });

  it("cuts a long output in the middle, and the rest can be read", async () => {
    const { text } = await call(run, { command: "seq 1 9000" });
    assert.ok(text.length < 13_000, `${text.length}`);
    assert.match(text, /^Exit code 0\.\n1\n2\n/);
    assert.match(text, /\n9000$/);
    const [, id, from] = /"id":"(c\d+)","from":(\d+)/.exec(text) ?? [];
    const part = await call(process, { action: "read", id: id!, from: Number(from) });
    const last = /(\d+)\n\(…/.exec(text)?.[1];
    assert.match(part.text, new RegExp(`\\n${Number(last) + 1}\\n`));
    assert.match(part.text, /more; from \d+\)$/);
  });

  it("goes on in the background after its time limit, and can be stopped there", async () => {
    const { text, note } = await call(run, { command: "echo first; sleep 300", seconds: 1 });
    assert.match(text, /^Still running after 1 s; it goes on in the background as (c\d+)\./);
    assert.match(text, /first$/);
    assert.equal(note, "in the background");
    const id = /as (c\d+)/.exec(text)![1]!;
    const stopped = await call(process, { action: "stop", id });
    assert.match(stopped.text, /^It was stopped\./);
  });

  it("ends with the turn, with everything that it started", async () => {
    const stop = new AbortController();
    const running = runningAlone(stop.signal);
    const result = call(run, { command: "sleep 300 & sleep 300" }, running);
    const started = await until("its start", async () =>
      commands.all().find(({ command, end }) => command === "sleep 300 & sleep 300" && !end),
    );
    stop.abort(new Error("stopped"));
    await assert.rejects(result, /stopped/);
    assert.deepEqual(await started.ended, { type: "stopped" });
    await until("the end of all of it", async () => !started.isOpen || undefined);
  });

  it("serves in the background: reads what is new, sends input after asking, lists", async () => {
    const command = 'echo ready; while read -r line; do echo "got $line"; done';
    const { text } = await call(run, { command, background: true });
    const id = /as (c\d+)\./.exec(text)![1]!;
    const first = await call(process, { action: "read", id });
    assert.match(first.text, /^Running\.\nready$/);
    assert.match((await call(process, { action: "read", id })).text, /\(nothing new\)$/);
    const plan = await process.plan({ action: "input", id, text: "a\n" }, new AbortController().signal);
    assert.deepEqual(plan.asks, { kind: "input", text: "a\n", program: command });
    assert.match((await call(process, { action: "input", id, text: "a\n" })).text, /got a$/);
    assert.match((await call(process, { action: "list" })).text, new RegExp(`${id}: echo ready; .*running for`));
    await call(process, { action: "stop", id });
    await assert.rejects(call(process, { action: "input", id, text: "b\n" }), /has ended/);
  });

  it("tells which processes there are, when another is named", async () => {
    await assert.rejects(call(process, { action: "read", id: "nope" }), /no process "nope"\. There are: c1/);
    await assert.rejects(call(process, { action: "input", id: "c1" }), /text: what to send/);
    await assert.rejects(call(process, { action: "fly" }), /Invalid arguments/);
  });

  it("says that something goes on after the end", async () => {
    const { text } = await call(run, { command: "sleep 300 & echo done" });
    assert.match(text, /^Exit code 0\. Something that it started still runs, in the background as c\d+\.\ndone$/);
    const id = /as (c\d+)/.exec(text)![1]!;
    await call(process, { action: "stop", id });
    await until("its end", async () => commands.all().find((each) => each.id === id)?.isOpen === false || undefined);
  });
});
