import type { Contributes } from "../core/feature/contributes.ts";

/** Ready-made refactors. */
export const contributes = {
  commands: {
    "gemma.simplify": {
      title: "Simplify",
      palette: "editorIsOpen && !editorReadonly",
      menus: { "gemma.editor": { when: "!editorReadonly", group: "1_actions@1" } },
    },
    "gemma.extractFunction": {
      title: "Extract a Function",
      palette: "editorIsOpen && !editorReadonly",
      menus: { "gemma.editor": { when: "!editorReadonly && editorHasSelection", group: "1_actions@2" } },
    },
    "gemma.renameForClarity": {
      title: "Rename for Clarity…",
      palette: "editorIsOpen && !editorReadonly",
      menus: { "gemma.editor": { when: "!editorReadonly", group: "1_actions@3" } },
    },
    "gemma.addTypes": {
      title: "Add Types",
      palette: "editorIsOpen && !editorReadonly",
      menus: { "gemma.editor": { when: "!editorReadonly", group: "1_actions@4" } },
    },
    "gemma.addDocs": {
      title: "Add Documentation",
      palette: "editorIsOpen && !editorReadonly",
      menus: { "gemma.editor": { when: "!editorReadonly", group: "1_actions@5" } },
    },
    "gemma.writeTests": {
      title: "Write Tests",
      palette: "editorIsOpen && !editorReadonly",
      menus: { "gemma.editor": { when: "!editorReadonly", group: "1_actions@6" } },
    },
    "gemma.fixProblem": { title: "Fix the Problem at the Cursor", palette: "editorIsOpen && !editorReadonly" },
  },
} as const satisfies Contributes;
