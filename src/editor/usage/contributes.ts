import type { Contributes } from "../core/feature/contributes.ts";

/** The cost of requests, and limits for it. */
export const contributes = {
  commands: {
    "gemma.showUsage": {
      title: "Show Usage",
      menus: { "view/title": { when: "view == gemma.chat", group: "1_model@4" } },
    },
  },
  settings: {
    "gemma.budget.perDay": {
      type: ["number", "null"],
      default: null,
      minimum: 0,
      order: 25,
      scope: "application",
      markdownDescription:
        "US dollars a day. You are asked before a request may exceed it. Empty: no limit. Free and local models never ask.",
    },
    "gemma.budget.perChat": {
      type: ["number", "null"],
      default: null,
      minimum: 0,
      order: 26,
      scope: "application",
      markdownDescription: "US dollars for one chat. You are asked before a request may exceed it. Empty: no limit.",
    },
  },
} as const satisfies Contributes;
