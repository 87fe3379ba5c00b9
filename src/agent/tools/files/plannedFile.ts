import type { Planned } from "../../ports/tool.ts";
import type { FileText, TextEdit, Workspace } from "../../ports/workspace.ts";

/** A file that a call is about to change. */
export type File = FileText & {
  /** Whether the model must not see the text. */
  isPrivate: boolean;
  /** Throws WorkspaceError if the file can't become `after` by these edits. */
  check(after: string, edits: readonly TextEdit[]): Promise<void>;
};

/** A file that an earlier call would make. */
async function plannedFile(workspace: Workspace, path: string, planned: Planned): Promise<File | undefined> {
  const place = await workspace.checkNew(path, "").catch(() => undefined);
  const made = place && planned.get(place.path);
  if (!place || made?.before !== undefined || made === undefined) return undefined;
  return {
    ...place,
    text: made.after,
    isPrivate: false,
    check: async (after) => void (await workspace.checkNew(path, after)),
  };
}

/** A file as it is, or as earlier calls would leave it. */
export async function fileAt(
  workspace: Workspace,
  path: string,
  signal: AbortSignal,
  planned?: Planned,
): Promise<File> {
  const made = planned && (await plannedFile(workspace, path, planned));
  if (made) return made;
  const file = await workspace.open(path, signal);
  const later = planned?.get(file.path);
  if (!later) return { ...file, check: (_, edits) => workspace.checkEdit(file, edits) };
  const whole = (after: string) => [{ start: 0, end: file.text.length, text: after }];
  return { ...file, text: later.after, check: (after) => workspace.checkEdit(file, whole(after)) };
}
