import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { isPrivate } from "../../src/agent/approval/files/privateFiles.ts";
import { verdict } from "../../src/agent/approval/rules.ts";
import type { Ask } from "../../src/agent/approval/ask.ts";
import { editFile } from "../../src/agent/tools/files/editFile.ts";
import { readFile } from "../../src/agent/tools/files/readFile.ts";
import { boundedLines } from "../../src/editor/files/search/boundedLines.ts";
import { memoryWorkspace } from "../unit/support/memoryWorkspace.ts";
import { runningAlone } from "../support/running.ts";

const secrets = [
  ".git/config",
  "sub/.git/config",
  ".GIT/config",
  ".git /config",
  ".env",
  ".env.local",
  "apps/web/.env.production",
  ".envrc",
  "id_rsa",
  "keys/id_ed25519",
  "server.pem",
  "tls/Server.KEY",
  "release.keystore",
  "store.p12",
  ".npmrc",
  ".netrc",
  "_netrc",
  ".pypirc",
  ".git-credentials",
  ".aws/credentials",
  ".ssh/config",
  ".kube/config",
  ".docker/config.json",
  "credentials.json",
  "config/secrets.yml",
  "secret.toml",
  "passwords.txt",
  "token.txt",
  "service-account-prod.json",
  "client_secret_123.json",
  "terraform.tfstate",
  "prod.tfvars",
  "master.key",
  "wallet.dat",
  "prod.env",
  "docker/web.env",
  ".env-prod",
  ".env_local",
  ".env.bak",
  "id_rsa_work",
  "id_ed25519.old",
  "server.key~",
  "credentials.json.bak",
  "terraform.tfstate.backup",
  "prod.auto.tfvars.json",
  "my-app-firebase-adminsdk-x1-abc.json",
  "team-service-account.json",
  "db_password.txt",
  "app-secrets.yaml",
  ".gitconfig",
  ".hgrc",
  ".bash_history",
  ".psql_history",
  ".yarnrc.yml",
  "home.kubeconfig",
  "kubeconfig",
  "mirror.git/config",
  "credentials.tfrc.json",
  "env.production",
  ".Renviron",
  "server.pem.txt",
  "krb5.keytab",
  "login.keychain-db",
  "secrets.dev.yaml",
  "deploy_key",
  "deploy_rsa",
  "ssh_host_ed25519_key",
  ".authinfo",
  ".mylogin.cnf",
  "oauth_token.json",
  "access_token.txt",
  "github-recovery-codes.txt",
  "sa-key.json",
  "private_key.txt",
  "profile/logins.json",
  "profile/Login Data",
  "rclone.conf",
  "wg0.conf",
  "wp-config.php",
];
const open = [
  "src/a.ts",
  ".env.example",
  ".env.sample",
  "src/secrets.ts",
  "src/credentials/index.ts",
  "src/token.ts",
  "id_rsa.pub",
  "id_rsa_work.pub",
  "src/env.ts",
  "docs/history.md",
  "src/secret-store.ts",
  "my-secrets.test.ts",
  "a.git.md",
  "keys.ts",
  "src/auth.ts",
  "docs/passwords.md",
  "environment.yml",
  ".gitignore",
  "package.json",
  "env.ts",
  "env.d.ts",
  "src/tokens.css",
  "access_token.ts",
  "deploy_key.pub",
  "cookies.ts",
  "secrets.test.ts",
  "private-key.md",
  "pass.ts",
  "keychain.ts",
];
const { signal } = new AbortController();
const running = runningAlone(signal);

describe("a file that may hold secrets", () => {
  for (const path of secrets)
    it(`is ${path}: it is read with consent to exactly this file alone`, async () => {
      assert.equal(isPrivate(path), true);
      const plan = await readFile(memoryWorkspace({ [path]: "password=hunter2" })).plan({ path }, signal);
      assert.deepEqual(plan.asks, { kind: "read-private", path });
      const asks = plan.asks as Ask;
      assert.equal(verdict({ tool: "read_file", ask: asks }, [{ kind: "edit", tool: "read_file" }]).decision, "ask");
      assert.equal(verdict({ tool: "read_file", ask: asks }, [{ kind: "read-private", path }]).decision, "allow");
      assert.equal(
        verdict({ tool: "read_file", ask: asks }, [{ kind: "read-private", path: `${path}2` }]).decision,
        "ask",
      );
    });
  for (const path of open)
    it(`is not ${path}`, async () => {
      assert.equal(isPrivate(path), false);
      const plan = await readFile(memoryWorkspace({ [path]: "x" })).plan({ path }, signal);
      assert.ok(!plan.asks);
      assert.deepEqual(await plan.run(running), { text: "x" });
    });
  it("is not read past the question", async () => {
    await assert.rejects(memoryWorkspace({ ".env": "k=v" }).read(".env", signal), /may hold secrets/);
  });
  it("is not quoted by the reason why an edit does not apply", async () => {
    const workspace = memoryWorkspace({ ".env": "API_KEY=hunter2\nOTHER=1\n" });
    const plan = editFile(workspace).plan({ path: ".env", oldText: "API_KEY=hunter3", newText: "x" }, signal);
    await assert.rejects(plan, (error: Error) => !error.message.includes("hunter2"));
  });
});

describe("the lines of a program's output", () => {
  const read = async (chunks: readonly Buffer[], most: number): Promise<string[]> => {
    const lines: string[] = [];
    for await (const line of boundedLines(Readable.from(chunks), most)) lines.push(line);
    return lines;
  };
  it("are whole, wherever the chunks end", async () => {
    const text = Buffer.from("ä\n\nlonger 日本\nend");
    for (let cut = 0; cut <= text.length; cut++)
      assert.deepEqual(await read([text.subarray(0, cut), text.subarray(cut)], 100), ["ä", "", "longer 日本", "end"]);
  });
  it("of any length cost no memory", async () => {
    const chunk = Buffer.alloc(1_000_000, 97);
    const chunks = [Buffer.from("first\n"), ...Array.from({ length: 250 }, () => chunk), Buffer.from("\nlast\n")];
    const before = process.memoryUsage().rss;
    assert.deepEqual(await read(chunks, 10_000), ["first", "last"]);
    assert.ok(process.memoryUsage().rss - before < 100_000_000);
  });
});
