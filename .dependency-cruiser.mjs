/** The imports that each room under src/ must not have. `vscode` and Node's modules have separate rules. */
const walls = {
  words: ["model", "gemma", "providers", "edit", "agent", "prompts", "chat", "editor", "webview"],
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

/** The rooms of src/editor: those that serve the features, and the features. */
const services = "agent|core|show|panel|language|files|attachments|review";
const features = "actions|chat|code|explain|lightbulb|models|opinion|refactor|usage|welcome";

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const featureRules = [
  {
    name: "no-feature-imports-another",
    comment:
      "What a feature needs of another is a port in src/editor/core/feature, which src/editor/app.ts hands over.",
    severity: "error",
    from: { path: `^src/editor/(${features})/` },
    to: { path: `^src/editor/(${features})/`, pathNot: "^src/editor/$1/" },
  },
  {
    name: "no-service-imports-a-feature",
    comment: "What serves all features knows none of them.",
    severity: "error",
    from: { path: `^src/editor/(${services})/` },
    to: { path: `^src/editor/(${features})/` },
  },
  {
    name: "only-the-app-calls-registers",
    comment: "A feature is built once, by src/editor/app.ts.",
    severity: "error",
    from: { path: "^src/", pathNot: "^src/editor/app\\.ts$" },
    to: { path: "^src/editor/[^/]+/register\\.ts$" },
  },
  {
    name: "contributions-are-data",
    comment:
      "A feature's contributes.ts runs in plain Node, for the manifest: it imports types and further data alone.",
    severity: "error",
    from: { path: "^src/editor/(?!core/)([^/]+)/(contributes|settings/[^/]+)\\.ts$" },
    to: {
      path: ".",
      pathNot: [
        "^src/editor/core/feature/contributes\\.ts$",
        "^src/editor/$1/settings/",
        // The rows of the providers are data too; their settings follow from them.
        "^src/providers/presets/presets\\.ts$",
      ],
    },
  },
];

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
    ...featureRules,
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
