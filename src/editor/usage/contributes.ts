import type { Contributes } from "../core/contributes.ts";

/** What requests cost, and limits for it. */
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
        "US dollars a day. Before a request that may exceed it you are asked. Empty: no limit. Free and local models are never asked about.",
    },
    "gemma.budget.perChat": {
      type: ["number", "null"],
      default: null,
      minimum: 0,
      order: 26,
      scope: "application",
      markdownDescription:
        "US dollars for one chat. Before a request that may exceed it you are asked. Empty: no limit.",
    },
  },
} as const satisfies Contributes;
