/** The imports that each room under src/ must not have. `vscode` and Node's modules have separate rules. */
const walls = {
  model: ["gemma", "providers", "edit", "agent", "prompts", "chat", "editor", "webview"],
  gemma: ["providers", "edit", "agent", "prompts", "chat", "editor", "webview"],
  providers: ["edit", "agent", "prompts", "chat", "editor", "webview"],
  edit: ["model", "gemma", "providers", "agent", "prompts", "chat", "editor", "webview"],
  agent: ["gemma", "providers", "prompts", "chat", "editor", "webview"],
  prompts: ["gemma", "providers", "edit", "agent", "chat", "editor", "webview"],
  chat: ["gemma", "providers", "prompts", "editor", "webview"],
  editor: ["webview"],
  webview: ["gemma", "providers", "prompts", "editor"],
};

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const wallRules = Object.entries(walls).map(([room, others]) => ({
  name: `wall-of-${room}`,
  comment: `src/${room} must not import from that room.`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${others.join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circle",
      comment: "Files that import each other can't be read or moved alone. Put what both need into a third file.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    ...wallRules,
    {
      name: "only-the-editor-knows-vscode",
      comment: "Only src/editor and src/extension.ts speak to VS Code.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(editor/|extension\\.ts$)" },
      to: { path: "^(node_modules/@types/)?vscode(/|$)" },
    },
    {
      name: "runs-in-a-browser",
      comment: "These rooms run in a browser too. The chat store is the one place of src/chat that touches the disk.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(providers/|editor/|chat/store/|extension\\.ts$)" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-disk-in-the-panel",
      comment: "The chat store touches the disk, so the panel never imports it.",
      severity: "error",
      from: { path: "^src/webview/" },
      to: { path: "^src/chat/store/" },
    },
    {
      name: "tests-stay-outside",
      comment: "The product needs no test.",
      severity: "error",
      from: { path: "^(src|engine)/" },
      to: { path: "^(test|bench|scripts)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
  },
};
