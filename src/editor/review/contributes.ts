import type { Contributes } from "../core/feature/contributes.ts";

/** The review of Gemma's changes. */
export const contributes = {
  commands: {
    "gemma.keepHunk": { title: "Keep This Change", icon: "$(check)", palette: "gemma.proposalOpen" },
    "gemma.undoHunk": { title: "Undo This Change", icon: "$(discard)", palette: "gemma.proposalOpen" },
    "gemma.keepFile": {
      title: "Keep All Changes of the File",
      icon: "$(check)",
      palette: "gemma.proposalOpen",
      menus: { "scm/resourceState/context": { when: "scmProvider == gemma", group: "inline@1" } },
    },
    "gemma.undoFile": {
      title: "Undo All Changes of the File",
      icon: "$(discard)",
      palette: "gemma.proposalOpen",
      menus: { "scm/resourceState/context": { when: "scmProvider == gemma", group: "inline@2" } },
    },
    "gemma.keepAll": {
      title: "Keep All of Gemma's Changes",
      icon: "$(check-all)",
      palette: "gemma.proposalOpen",
      menus: { "scm/title": { when: "scmProvider == gemma", group: "navigation@2" } },
    },
    "gemma.undoAll": {
      title: "Undo All of Gemma's Changes",
      icon: "$(discard)",
      palette: "gemma.proposalOpen",
      menus: { "scm/title": { when: "scmProvider == gemma", group: "navigation@3" } },
    },
    "gemma.reviewChanges": {
      title: "Review Gemma's Changes",
      icon: "$(diff-multiple)",
      palette: "gemma.proposalOpen",
      menus: { "scm/title": { when: "scmProvider == gemma", group: "navigation@1" } },
    },
  },
} as const satisfies Contributes;
