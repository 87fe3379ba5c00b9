import { applyEdit, type Edit } from "../../../edit/index.ts";
import type { Consent } from "../../approval/consent.ts";
import type { Plan, Running } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { fileDiff } from "../../transcript/fileDiff.ts";
import type { ToolDisplay } from "../../transcript/toolDisplay.ts";
import type { File } from "./plannedFile.ts";

/** How the panel shows a tool that changes a file. */
export const editDisplay: ToolDisplay = {
  icon: "edit",
  doing: "Editing",
  done: "Edited",
  plain: "edit",
  target: { kind: "file", path: "path" },
  writesFile: true,
};

/**
 * The plan of a change to a file that is there. Throws the reason why it doesn't apply, and WorkspaceError if it can't be
 * written, before the user is asked.
 * @param words `refused` stands for a reason that would quote a file that may hold secrets; `done` begins the result
 */
export async function editPlan(
  workspace: Workspace,
  file: File,
  edit: Edit,
  words: { refused: string; done: "Edited" | "Replaced" },
): Promise<Plan> {
  const applied = applyEdit(file.text, edit);
  if (!applied.ok) throw new Error(file.isPrivate ? words.refused : applied.error.message);
  await file.check(applied.text, applied.edits);
  const { path, judged } = file;
  const change = { path, ...(judged !== undefined && { judged }), before: file.text, after: applied.text };
  const diff = fileDiff(change);
  return {
    asks: { kind: "edit", change },
    async run({ signal }: Running, consent: Consent<"edit">) {
      await workspace.edit(file, applied.edits, consent, signal);
      return { text: `${words.done} ${path}: ${diff.added} lines added, ${diff.removed} removed.`, diff };
    },
  };
}
