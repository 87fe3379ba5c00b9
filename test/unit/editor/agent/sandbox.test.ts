import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { sandboxedShell, sandboxMeans } from "../../../../src/editor/agent/sandbox/bubblewrap.ts";
import { madeSince, protectedIn } from "../../../../src/editor/agent/sandbox/protectedFiles.ts";
import { sandboxEnvironment } from "../../../../src/editor/agent/sandbox/sandboxArguments.ts";
import { ChildCommand } from "../../../../src/editor/agent/terminal/childCommand.ts";
import { commandEnvironment } from "../../../../src/editor/agent/terminal/environment.ts";
import { shellFor } from "../../../../src/editor/agent/terminal/shell.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const bash = shellFor("linux", "/bin/bash", () => true);

describe("a sandboxed command", function () {
  this.timeout(20_000);
  const { path: root, remove } = temporaryFolder("sandbox");
  const folder = join(root, "workspace");
  const home = join(root, "home");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  let program = "";
  let server: Server;
  let port = 0;
  before(async function () {
    const means = await sandboxMeans();
    if ("why" in means) {
      this.test!.title = `needs a system that can sandbox: ${means.why}`;
      return this.skip();
    }
    program = means.program;
    write(join(folder, "src/a.txt"), "a\n");
    write(join(folder, ".git/config"), "[core]\n");
    write(join(folder, "packages/x/.git/config"), "[core]\n");
    write(join(folder, ".vscode/settings.json"), "{}\n");
    write(join(folder, "AGENTS.md"), "be good\n");
    write(join(folder, ".env"), "KEY=secret\n");
    write(join(home, ".ssh/id_rsa"), "secret\n");
    write(join(home, ".npmrc"), "secret\n");
    write(join(root, "outside.txt"), "outside\n");
    symlinkSync(root, join(folder, "away"));
    server = createServer((socket) => socket.end("hello"));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    port = (server.address() as AddressInfo).port;
  });
  after(() => {
    server?.close();
    remove();
  });

  async function run(command: string): Promise<{ code: number; text: string }> {
    const shell = await sandboxedShell(bash, program, {
      folders: [folder],
      cwd: folder,
      found: [await protectedIn(folder)],
      home,
    });
    const env = sandboxEnvironment(commandEnvironment({ ...process.env, MY_API_KEY: "secret", SSH_AUTH_SOCK: "/x" }));
    const child = new ChildCommand("c", { command, cwd: folder, input: false }, shell, env);
    const end = await child.ended;
    assert.equal(end.type, "exited");
    return { code: end.type === "exited" ? end.code : -1, text: child.output.read(0, 10_000).text };
  }

  it("writes in the workspace and in temporary folders, and ends with its exit code", async () => {
    const { code, text } = await run("echo b > src/b.txt && mkdir n && mktemp -d && pwd; exit 4");
    assert.equal(code, 4);
    assert.ok(text.endsWith(`${folder}\n`), text);
    assert.equal(readFileSync(join(folder, "src/b.txt"), "utf8"), "b\n");
  });

  it("makes no protected file unnoticed", async () => {
    const before = [await protectedIn(folder)];
    await run("mkdir -p new/.vscode && echo {} > new/.vscode/tasks.json && echo x > .envrc && echo y > src/plain.txt");
    const made = madeSince(before, [await protectedIn(folder)]);
    assert.deepEqual(made.sort(), [join(folder, ".envrc"), join(folder, "new/.vscode")].sort());
  });

  const escapes: readonly (readonly [string, string])[] = [
    ["a file beside the workspace", `echo x > "${root}/owned"`],
    ["a file through a link", "echo x > away/owned"],
    ["the user's home", `echo x > "${home}/owned"`],
    ["the system", "touch /etc/owned /usr/owned"],
    ["git's hooks", "mkdir -p .git/hooks && echo x > .git/hooks/owned"],
    ["git's settings", "echo owned >> .git/config"],
    ["git's folder by another name", "mv .git owned"],
    ["a repository within", "echo owned >> packages/x/.git/config"],
    ["the editor's settings", "echo owned > .vscode/owned"],
    ["instructions of agents", "echo owned >> AGENTS.md"],
    ["instructions by removing them", "rm -f AGENTS.md"],
  ];
  for (const [name, command] of escapes)
    it(`can't change ${name}`, async () => {
      // Where it may write in a folder of its own by that name, it succeeds, and nothing of it is seen outside.
      await run(command);
      for (const path of [root, home, folder, "/etc", "/usr", join(folder, ".vscode"), join(folder, ".git/hooks")])
        assert.equal(existsSync(join(path, "owned")), false, path);
      assert.equal(readFileSync(join(folder, ".git/config"), "utf8"), "[core]\n");
      assert.equal(readFileSync(join(folder, "packages/x/.git/config"), "utf8"), "[core]\n");
      assert.equal(readFileSync(join(folder, "AGENTS.md"), "utf8"), "be good\n");
    });

  it("finds no secrets: of the workspace, the home, the environment, other processes", async () => {
    const { text } = await run(
      `cat .env "${home}/.npmrc"; ls -A "${home}/.ssh"; env; cat /proc/*/environ | tr '\\0' '\\n'`,
    );
    assert.doesNotMatch(text, /secret|id_rsa|SSH_AUTH_SOCK/);
  });

  it("has no network, not even to this machine, and no socket of other programs", async () => {
    const { text } = await run(
      `(exec 3<>/dev/tcp/127.0.0.1/${port}) 2>&1 | grep -c refused; find /run /tmp /var/run -type s`,
    );
    assert.match(text, /^[12]\n$/);
  });

  it("ends with everything that it started", async () => {
    const shell = await sandboxedShell(bash, program, {
      folders: [folder],
      cwd: folder,
      found: [await protectedIn(folder)],
      home,
    });
    const child = new ChildCommand(
      "c",
      { command: "sleep 301 & echo up; sleep 301", cwd: folder, input: false },
      shell,
      process.env,
    );
    child.onOutput(() => child.stop());
    assert.deepEqual(await child.ended, { type: "stopped" });
    await new Promise<void>((done) => (child.isOpen ? child.onOutput(() => done()) : done()));
  });
});

describe("the means of a sandbox", () => {
  it("are told in words where there are none", async () => {
    assert.deepEqual(await sandboxMeans("win32"), { why: "Commands can be sandboxed on Linux only." });
    assert.deepEqual(await sandboxMeans("darwin"), { why: "Commands can be sandboxed on Linux only." });
  });
});
