import type { Risk } from "../../transcript/turnEvent.ts";
import { isPrivate } from "./privateFiles.ts";
import { plainName } from "./plainName.ts";

/** Names of folders, at any depth. What stands in them is of that class. */
const folders = new Map(
  Object.entries<Risk>({
    ".vscode": "editor",
    ".idea": "editor",
    ".vs": "editor",
    ".fleet": "editor",
    ".zed": "editor",
    ".hg": "repository",
    ".svn": "repository",
    ".jj": "repository",
    ".husky": "repository",
    ".githooks": "repository",
    ".lefthook": "repository",
    ".devcontainer": "container",
    ".github": "ci",
    ".gitea": "ci",
    ".forgejo": "ci",
    ".gitlab": "ci",
    ".circleci": "ci",
    ".buildkite": "ci",
    ".woodpecker": "ci",
    ".drone": "ci",
    ".cursor": "agent",
    ".claude": "agent",
    ".gemini": "agent",
    ".agents": "agent",
    ".continue": "agent",
    ".clinerules": "agent",
    ".windsurf": "agent",
    ".roo": "agent",
    launchagents: "program",
    launchdaemons: "program",
  }),
);

/** Names of files; the first pattern that fits a name in lower case counts. */
const files: readonly (readonly [RegExp, Risk])[] = [
  [/\.code-workspace$/, "editor"],
  [/^\.vscode/, "editor"],
  // git's own files, and its hooks wherever they lie (githooks(5)).
  [/^\.(git|hg|svn)/, "repository"],
  [
    /^((applypatch|commit|prepare-commit)-msg|sendemail-validate|(pre|post)-(applypatch|commit|merge-commit|rebase|checkout|merge|push|receive|rewrite|index-change|update|auto-gc)|update$|proc-receive|reference-transaction|fsmonitor-watchman|push-to-checkout)(\.(sh|py|js|ps1|cmd|bat|sample))?$/,
    "repository",
  ],
  [/^(\.?lefthook|\.pre-commit-(config|hooks))(-local)?\.(ya?ml|toml|json)$/, "repository"],
  [/^\.?devcontainer\.json$/, "container"],
  [
    /^(\.?gitlab-ci|\.?travis|\.?drone|\.?woodpecker|\.?appveyor|azure-pipelines|bitbucket-pipelines)\b.*\.ya?ml$/,
    "ci",
  ],
  [/^(cloudbuild|buildspec|codemagic|bitrise|wercker|cirrus|\.cirrus|circle|screwdriver)\.(ya?ml|json)$/, "ci"],
  [/^jenkinsfile/, "ci"],
  [/^\.env(rc)?($|\.)/, "environment"],
  [
    /^(agents?|claude|gemini|qwen|warp|crush|opencode|copilot-instructions|skill|conventions|rules)(\.(override|local))?\.md$/,
    "agent",
  ],
  [/\.(instructions|prompt|chatmode|agent|mdc|skill)\.md$|\.mdc$/, "agent"],
  [/^\.?(mcp([-_]config)?|opencode|crush)\.jsonc?$|^\.(cursor|windsurf|cline|goose|aider|roo)/, "agent"],
  // Python starts with these, whatever it runs (the module "site").
  [/^(sitecustomize|usercustomize)\.py$|\.pth$/, "program"],
  // Language servers and editors evaluate these as soon as they are saved.
  [/^build\.(rs|zig)$|\.(props|targets|rsp)$|\.[a-z]{2,5}proj$|^cmakelists\.txt$|\.cmake$/, "program"],
  [/^(package\.swift|mix\.exs|.*profile\.ps1)$/, "program"],
  // So does the editor with these, and hooks and package managers.
  [
    /^(eslint|prettier|stylelint|tailwind|lint-staged|commitlint|yarn)\.config\.[cm]?[jt]s$|^pnpmfile\.[cm]?js$/,
    "program",
  ],
  // Package managers and build tools fetch and run what these name, with a checksum that stands beside it.
  [
    /^(package-lock|npm-shrinkwrap|composer-lock)\.json$|^(yarn|composer|poetry|uv|cargo|gemfile|pipfile|flake|deno|bun|mix|pubspec|podfile)\.lockb?$|^(pnpm-lock|bun)\.(ya?ml|lock|lockb)$|^(gradle|maven)-wrapper\.properties$/,
    "program",
  ],
];

/**
 * Why a change of this file is always asked about, whatever the user allowed for good; undefined for a plain file.
 * Programs run such files or follow them: the editor's settings, hooks, CI, containers, the shell's environment,
 * instructions of agents, and other hidden files.
 * @param path with all links resolved, relative to the workspace
 */
export function riskOf(path: string): Risk | undefined {
  const names = path
    .split(/[\\/]/)
    .map(plainName)
    .filter((name) => name !== "" && name !== "." && name !== "..");
  const file = names.at(-1) ?? "";
  for (const name of names) {
    const risk = folders.get(name);
    if (risk) return risk;
  }
  for (const [pattern, risk] of files) if (pattern.test(file)) return risk;
  const isHooksFolder = names.slice(0, -1).some((name) => name === "hooks" || name === "git-hooks");
  // A hook needs no known name where a manager of hooks runs it: no ending is the sign of a script.
  if (isHooksFolder && !file.includes(".")) return "repository";
  if (names.some((name) => /^\.(git|hg|svn)/.test(name))) return "repository";
  if (names.some((name) => name.startsWith("."))) return "hidden";
  // Whether a text is in such a file must not be found out by edits that nobody sees.
  return isPrivate(path) ? "secret" : undefined;
}

/**
 * The names that a workspace folder's own place adds to the paths in it: its own, and that of a folder above whose
 * whole content is of a class (`.github/workflows` opened as a folder).
 * @param root absolute, with all links resolved
 */
export function namesOfRoot(root: string): string[] {
  const [above, own] = root
    .split(/[\\/]/)
    .filter((name) => name !== "")
    .slice(-2);
  if (above === undefined || own === undefined) return above === undefined ? [] : [above];
  return folders.has(plainName(above)) ? [above, own] : [own];
}
