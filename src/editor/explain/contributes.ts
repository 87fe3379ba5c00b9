import type { Contributes } from "../core/feature/contributes.ts";

/** Explanations of code, problems, changes and terminal output. */
export const contributes = {
  commands: {
    "gemma.explain": {
      title: "Explain",
      palette: "editorIsOpen",
      menus: { "gemma.editor": { group: "1@1" } },
      key: { key: "ctrl+alt+e", win: "shift+alt+e", mac: "cmd+alt+e", when: "editorTextFocus" },
    },
    "gemma.explainProblem": { title: "Explain the Problem at the Cursor", palette: "editorIsOpen" },
    "gemma.explainChange": {
      title: "Explain This Change",
      palette: "isInDiffEditor",
      menus: { "gemma.editor": { when: "isInDiffEditor", group: "1@3" } },
    },
    "gemma.explainTerminal": {
      title: "Explain Terminal Output",
      palette: "terminalIsOpen",
      menus: { "terminal/context": { group: "2_gemma@1" } },
    },
  },
  settings: {
    "gemma.explain.inHovers": {
      type: "boolean",
      default: false,
      order: 25,
      markdownDescription:
        'Shows "Explain with Gemma" in the hover of every name in code. No model is asked until you click it.',
    },
  },
} as const satisfies Contributes;
