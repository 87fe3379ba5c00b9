import type { ExplainToHost } from "../../chat/protocol/explain.ts";
import type { Question } from "../../chat/session/session.ts";
import type { CommandOf } from "../core/feature/contributes.ts";
import type { Conversation } from "../core/feature/conversation.ts";
import type { Core, Feature, Run } from "../core/feature/feature.ts";
import type { StartRefactor } from "../core/feature/startRefactor.ts";
import { explainChangeQuestion } from "./change.ts";
import type { contributes } from "./contributes.ts";
import { explainProblemQuestion, explainQuestion } from "./explain.ts";
import { followUpQuestion, refactorAttachment } from "./followUp.ts";
import { findPlaces } from "./places.ts";
import { explainTerminalQuestion } from "./terminal.ts";

type Ports = { conversation: Conversation; refactor: StartRefactor };

/** Explanations, and what the panel offers below them. */
export function registerExplain(
  { panel }: Core,
  { conversation, refactor }: Ports,
): Feature<CommandOf<typeof contributes>, ExplainToHost> {
  /** Asks the question, where there is something to ask. */
  const asks =
    (questionOf: (argument: unknown) => Promise<Question | undefined>): Run =>
    async (argument) => {
      const question = await questionOf(argument);
      return question && conversation.ask(question, "editor");
    };
  return {
    commands: {
      "gemma.explain": asks(explainQuestion),
      "gemma.explainProblem": asks(explainProblemQuestion),
      "gemma.explainChange": asks(explainChangeQuestion),
      "gemma.explainTerminal": asks(explainTerminalQuestion),
    },
    panel: {
      "follow-up": (message) => {
        const question = followUpQuestion(message, conversation.transcript);
        return question && conversation.ask(question, "panel");
      },
      "refactor-attachment": ({ attachment }) => refactorAttachment(attachment, refactor),
      "find-places": async (message) =>
        panel.post({ type: "places", ...(await findPlaces(message, conversation.transcript)) }),
    },
    dispose: () => undefined,
  };
}
