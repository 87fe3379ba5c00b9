import type { Contributes } from "../core/feature/contributes.ts";

/** The first steps of a new user. */
export const contributes = {
  settings: {
    "gemma.openOnFirstStart": {
      type: "boolean",
      default: true,
      order: 34,
      scope: "application",
      markdownDescription: "Show the chat panel once, when Gemma Code starts for the first time.",
    },
  },
  walkthroughs: [
    {
      id: "start",
      title: "Get started with Gemma Code",
      description: "Five things to try.",
      steps: [
        {
          id: "model",
          title: "Set up a model",
          description:
            "On this machine or hosted: one click, at most one paste.\n[Set Up a Model](command:gemma.setUp)",
          media: { markdown: "media/walkthrough/model.md" },
          completionEvents: ["onContext:gemma.modelReady"],
        },
        {
          id: "chat",
          title: "Ask in the side bar",
          description: "Answers stream as Markdown.\n[Open Chat](command:gemma.openChat)",
          media: { markdown: "media/walkthrough/chat.md" },
          completionEvents: ["onContext:gemma.asked"],
        },
        {
          id: "explain",
          title: "Explain a selection",
          description: "From the context menu, the lightbulb or a key.",
          media: { markdown: "media/walkthrough/explain.md" },
          completionEvents: ["onCommand:gemma.explain"],
        },
        {
          id: "refactor",
          title: "Refactor in place",
          description: "Say what to change; keep it or undo it.",
          media: { markdown: "media/walkthrough/refactor.md" },
          completionEvents: ["onCommand:gemma.refactor"],
        },
        {
          id: "agent",
          title: "Let Gemma edit files",
          description: "Every change is shown before it is written.\n[Open Chat](command:gemma.openChat)",
          media: { markdown: "media/walkthrough/agent.md" },
          completionEvents: ["onContext:gemma.agentAsked"],
        },
      ],
    },
  ],
} as const satisfies Contributes;
