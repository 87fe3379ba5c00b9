import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { ChildCommand } from "../../../../src/editor/agent/terminal/childCommand.ts";
import { commandEnvironment } from "../../../../src/editor/agent/terminal/environment.ts";
import { shellFor } from "../../../../src/editor/agent/terminal/shell.ts";
import { until } from "../../../support/until.ts";

const bash = shellFor("linux", "/bin/bash", () => true);
const started: ChildCommand[] = [];
let count = 0;

function start(command: string, input = false, env: NodeJS.ProcessEnv = process.env): ChildCommand {
  const child = new ChildCommand(`c${++count}`, { command, cwd: tmpdir(), input }, bash, commandEnvironment(env));
  started.push(child);
  return child;
}

const textOf = (child: ChildCommand): string => child.output.read(0, 100_000).text;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe("a command as a child process", function () {
  this.timeout(20_000);
  after(() => {
    for (const each of started) each.kill();
  });

  it("ends with its exit code and all of its output, in order", async () => {
    const child = start("echo out; echo err >&2; for i in 1 2 3; do echo $i; done; exit 7");
    assert.deepEqual(await child.ended, { type: "exited", code: 7 });
    assert.match(textOf(child), /out\n/);
    assert.match(textOf(child), /err\n/);
    assert.match(textOf(child), /1\n2\n3\n/);
    assert.equal(child.isOpen, false);
  });

  it("finds no input, so that nothing waits for it", async () => {
    const child = start('cat; read -r line; echo "read ends with $?"');
    assert.deepEqual(await child.ended, { type: "exited", code: 0 });
    assert.equal(textOf(child), "read ends with 1\n");
    await assert.rejects(child.send("x\n"), /has ended/);
  });

  it("reads none of the user's start-up files, and none of the editor's variables", async () => {
    const env = {
      ...process.env,
      BASH_ENV: "/dev/stdin",
      ELECTRON_RUN_AS_NODE: "1",
      VSCODE_PID: "1",
      GIT_PAGER: "less",
    };
    const child = start("env", false, env);
    await child.ended;
    assert.doesNotMatch(textOf(child), /^(BASH_ENV|ELECTRON_|VSCODE_)/m);
    assert.match(textOf(child), /^GIT_PAGER=cat$/m);
    assert.match(textOf(child), /^PAGER=cat$/m);
  });

  it("is sent input, and answers", async () => {
    const child = start('while read -r line; do echo "got $line"; done', true);
    await child.send("one\n");
    await until("the answer", async () => textOf(child).includes("got one") || undefined);
    child.stop();
    assert.deepEqual(await child.ended, { type: "stopped" });
  });

  it("ends with everything that it started", async () => {
    const child = start("sleep 300 & echo pid=$!; (trap '' TERM; sleep 300) & wait");
    await until("the inner process", async () => /pid=\d+/.test(textOf(child)) || undefined);
    const inner = Number(/pid=(\d+)/.exec(textOf(child))?.[1]);
    assert.ok(isAlive(inner));
    child.stop();
    assert.deepEqual(await child.ended, { type: "stopped" });
    await until("the end of what it started", async () => !isAlive(inner) || undefined);
    await until("the end of the one that ignores it", async () => !child.isOpen || undefined);
  });

  it("is over when its shell is, also if a program in the background holds its output", async () => {
    const child = start("sleep 300 & echo started");
    assert.deepEqual(await child.ended, { type: "exited", code: 0 });
    assert.equal(child.isOpen, true, "what it started still runs");
    assert.match(textOf(child), /started/);
    child.stop();
    await until("the end of the program", async () => !child.isOpen || undefined);
    assert.deepEqual(child.end, { type: "exited", code: 0 });
  });

  it("tells a signal, and a shell that is not there", async () => {
    assert.deepEqual(await start("kill -KILL $$").ended, { type: "killed", signal: "SIGKILL" });
    const none = { ...bash, file: "/nowhere/bash" };
    const child = new ChildCommand("x", { command: "true", cwd: tmpdir(), input: false }, none, {});
    assert.deepEqual(await child.ended, { type: "failed", message: "ENOENT" });
  });

  it("takes a flood of output in bounded memory, and can be stopped in it", async () => {
    const child = start("yes 0123456789");
    await until("some megabytes", async () => child.output.length > 10_000_000 || undefined);
    child.stop();
    assert.deepEqual(await child.ended, { type: "stopped" });
    assert.ok(child.raw.bytes.length <= 131_072);
    assert.match(child.output.last(24).text, /0123456789/);
  });
});

describe("the shell of commands", () => {
  const all = () => true;
  it("is the user's if the policy reads it, otherwise the system's", () => {
    assert.equal(shellFor("linux", "/usr/bin/zsh", all).name, "zsh");
    assert.deepEqual(shellFor("linux", "/usr/bin/fish", all).file, "/bin/bash");
    assert.deepEqual(shellFor("linux", "", () => false).file, "/bin/sh");
    assert.equal(shellFor("darwin", "/bin/zsh", all).file, "/bin/zsh");
    assert.equal(shellFor("win32", "C:\\Program Files\\PowerShell\\7\\pwsh.exe", all).name, "powershell");
    assert.equal(shellFor("win32", "C:\\Windows\\System32\\cmd.exe", all).name, "cmd");
    assert.equal(shellFor("win32", "C:\\Program Files\\Git\\bin\\bash.exe", all).name, "bash");
    assert.equal(shellFor("win32", "C:\\Windows\\System32\\bash.exe", all).name, "powershell");
    assert.equal(shellFor("win32", "", all).file, "powershell.exe");
  });

  it("gets the command as it stands", () => {
    const command = `echo "a b" 'c' $HOME & echo é`;
    assert.deepEqual(bash.args(command).at(-1), command);
    assert.deepEqual(shellFor("linux", "/bin/zsh", all).args(command), ["-f", "-c", command]);
    const [, , , encoded = ""] = shellFor("win32", "pwsh.exe", all).args(command);
    assert.ok(Buffer.from(encoded, "base64").toString("utf16le").split("\n").includes(command));
    assert.deepEqual(shellFor("win32", "cmd.exe", all).args(command), ["/d", "/s", "/c", `"${command}"`]);
  });
});
