import { blockAt } from "../../chat/codeBlocks.ts";
import type { CodeToHost } from "../../chat/protocol/code.ts";
import type { Conversation } from "../core/feature/conversation.ts";
import type { Core, Feature } from "../core/feature/feature.ts";
import type { WorkspaceFiles } from "../files/workspaceFiles.ts";
import { AnswerCode } from "./answerCode.ts";

type Ports = {
  files: WorkspaceFiles;
  conversation: Pick<Conversation, "transcript">;
  /** Shows all pending changes. */
  review(): Promise<void>;
};

/** The buttons of an answer's blocks of code. */
export function registerCode({ panel }: Core, { files, conversation, review }: Ports): Feature<never, CodeToHost> {
  const code = new AnswerCode(files, { review, compose: (text) => panel.compose(text, []) });
  return {
    commands: {},
    panel: {
      code: ({ action, place }) => {
        const block = blockAt(conversation.transcript, place);
        return block && code.use(action, block);
      },
    },
    dispose: () => code.dispose(),
  };
}
