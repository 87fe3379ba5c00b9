import { lastChange } from "../../chat/turnChanges.ts";
import { attachmentOf } from "../attachments/attachments.ts";
import type { PickOther } from "../core/answering.ts";
import type { CommandOf } from "../core/feature/contributes.ts";
import type { Conversation } from "../core/feature/conversation.ts";
import type { Core, Feature } from "../core/feature/feature.ts";
import { openAt } from "../core/documents.ts";
import { inform } from "../show/notices.ts";
import type { contributes } from "./contributes.ts";
import { askOpinion } from "./opinion.ts";
import { RemarkThreads } from "./remarkThreads.ts";

type Ports = { conversation: Pick<Conversation, "transcript">; pickOther: PickOther };

/** Another model's review of the chat's last changes, as comments in the editor. */
export function registerOpinion(
  { panel }: Core,
  { conversation, pickOther }: Ports,
): Feature<CommandOf<typeof contributes>> {
  const threads = new RemarkThreads();
  return {
    commands: {
      "gemma.secondOpinion": async () => {
        const turn = lastChange(conversation.transcript);
        if (!turn) return inform("This chat has not changed any file yet.");
        const reviewer = await pickOther("Review the Changes With");
        return reviewer && askOpinion(turn, reviewer, threads);
      },
      "gemma.dismissRemark": (thread) => threads.dismiss(thread),
      "gemma.useRemark": async (thread) => {
        const remark = threads.of(thread);
        const document = remark && openAt(remark.uri);
        if (!document) return undefined;
        return panel.compose(remark.text, [attachmentOf(document, document.lineAt(remark.line).range)]);
      },
      "gemma.dismissRemarks": () => threads.clear(),
    },
    panel: {},
    dispose: () => threads.dispose(),
  };
}
