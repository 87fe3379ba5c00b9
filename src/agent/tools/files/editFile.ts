import * as v from "valibot";
import { applyEdit } from "../../../edit/index.ts";
import type { Consent } from "../../approval/consent.ts";
import { fileDiff } from "../../transcript/fileDiff.ts";
import type { Planned, Running, Tool } from "../../ports/tool.ts";
import type { FileText, TextEdit, Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";

const schema = v.object({
  path: pathArgument,
  oldText: v.pipe(v.string(), v.description("Text now in the file, copied exactly; it must occur once")),
  newText: v.pipe(v.string(), v.description("Text to put in its place")),
});

/** Replaces one piece of text in a file; src/edit finds the place. */
export function editFile(workspace: Workspace): Tool {
  return {
    name: "edit_file",
    description: "Replace one piece of text in a file.",
    parameters: declare(schema),
    display: {
      icon: "edit",
      doing: "Editing",
      done: "Edited",
      plain: "edit",
      target: { kind: "file", path: "path" },
      writesFile: true,
    },
    async plan(args, signal, planned) {
      const { path, oldText, newText } = parseArguments(schema, args);
      const file = await fileAt(workspace, path, signal, planned);
      const applied = applyEdit(file.text, { kind: "replace", edits: [{ oldText, newText }] });
      // The reason may quote the file.
      if (!applied.ok) throw new Error(file.isPrivate ? notFound : applied.error.message);
      // Before the user is asked, because a change that can't be written need not be judged.
      await file.check(applied.text, applied.edits);
      const { judged } = file;
      const change = {
        path: file.path,
        ...(judged !== undefined && { judged }),
        before: file.text,
        after: applied.text,
      };
      const diff = fileDiff(change);
      return {
        asks: { kind: "edit", change },
        async run({ signal }: Running, consent: Consent<"edit">) {
          await workspace.edit(file, applied.edits, consent, signal);
          return { text: `Edited ${file.path}: ${diff.added} lines added, ${diff.removed} removed.`, diff };
        },
      };
    },
  };
}

const notFound = "This text is not in the file exactly once. It may hold secrets: read it with read_file, which asks.";

type File = FileText & {
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
async function fileAt(workspace: Workspace, path: string, signal: AbortSignal, planned?: Planned): Promise<File> {
  const made = planned && (await plannedFile(workspace, path, planned));
  if (made) return made;
  const file = await workspace.open(path, signal);
  const later = planned?.get(file.path);
  if (!later) return { ...file, check: (_, edits) => workspace.checkEdit(file, edits) };
  const whole = (after: string) => [{ start: 0, end: file.text.length, text: after }];
  return { ...file, text: later.after, check: (after) => workspace.checkEdit(file, whole(after)) };
}
