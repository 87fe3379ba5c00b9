import type { Contributes } from "../core/feature/contributes.ts";

/** Attachments of a question. */
export const contributes = {
  commands: {
    "gemma.attachSelection": {
      title: "Add Selection to Chat",
      palette: "editorIsOpen",
      menus: { "gemma.editor": { group: "2@1" } },
    },
    "gemma.attachWebImage": { title: "Image from Web Address…" },
  },
} as const satisfies Contributes;
