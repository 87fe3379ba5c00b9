import tseslint from "typescript-eslint";

/** The walls: what each room under src/ must not import. `vscode` and Node's modules have doors of their own. */
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
/** Rooms that may use Node's own modules; all others bundle for a browser. */
const nodeRooms = new Set(["providers", "editor"]);

export default tseslint.config(
  { ignores: ["dist", "out", "node_modules", "engine/node_modules", "test/fixtures"] },
  ...tseslint.configs.strict,
  {
    files: ["**/*.{ts,tsx,mjs,js}"],
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
    },
  },
  ...Object.entries(walls).map(([room, others]) => ({
    files: [`src/${room}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths:
            room === "editor"
              ? []
              : [{ name: "vscode", message: "Only src/editor and extension.ts speak to VS Code." }],
          patterns: [
            { group: others.map((other) => `**/${other}/**`), message: `src/${room} may not import from that room.` },
            ...(nodeRooms.has(room) ? [] : [{ group: ["node:*"], message: "This room runs in a browser too." }]),
          ],
        },
      ],
    },
  })),
  {
    // The store is the one place of chat/ that touches the disk; it is never imported by the webview.
    files: ["src/chat/store/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: ["vscode"], patterns: [{ group: ["**/editor/**", "**/webview/**", "**/providers/**"] }] },
      ],
    },
  },
);
