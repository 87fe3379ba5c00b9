import type { Contributes } from "../core/feature/contributes.ts";

/** Another model's review of what the agent changed. */
export const contributes = {
  commands: {
    "gemma.secondOpinion": { title: "Ask Another Model to Review the Last Changes…" },
    "gemma.dismissRemark": {
      title: "Dismiss",
      icon: "$(close)",
      palette: "false",
      menus: {
        "comments/commentThread/title": { when: "commentController == gemma.opinion", group: "navigation@2" },
      },
    },
    "gemma.useRemark": {
      title: "Put into the Chat",
      icon: "$(comment-discussion)",
      palette: "false",
      menus: {
        "comments/commentThread/title": { when: "commentController == gemma.opinion", group: "navigation@1" },
      },
    },
    "gemma.dismissRemarks": { title: "Dismiss All Remarks", palette: "gemma.hasRemarks" },
  },
} as const satisfies Contributes;
