import * as v from "valibot";
import { applyPatch as patched, parsePatch } from "../../../edit/index.ts";
import type { Consent } from "../../approval/consent.ts";
import type { FileChanges } from "../../ports/fileChanges.ts";
import type { Running, Tool } from "../../ports/tool.ts";
import type { FileText, Workspace } from "../../ports/workspace.ts";
import { WorkspaceError } from "../../ports/workspaceFault.ts";
import { fileDiff } from "../../transcript/fileDiff.ts";
import type { FileDiff, FileOperation, FilePlace } from "../../transcript/turnEvent.ts";
import { declare, parseArguments } from "../arguments.ts";

const schema = v.object({ patch: v.pipe(v.string(), v.description("Unified diff, or *** Begin Patch format")) });
const aliases = { patch: ["diff", "input", "text", "content", "patchText"] };

/** The most files that one patch may name; each is read. */
const MOST_FILES = 50;

/** Applies a patch of several files, all or none; src/edit reads it and finds the places. */
export function applyPatch(workspace: Workspace, changes: FileChanges): Tool {
  return {
    name: "apply_patch",
    description: "Change several files by one patch.",
    parameters: declare(schema),
    async plan(args, signal) {
      const { patch } = parseArguments(schema, args, aliases);
      const operations = await operationsOf(patch, workspace, changes, signal);
      const diffs = operations.flatMap((each) => (each.type === "write" ? [fileDiff(each.change)] : []));
      return {
        asks: { kind: "files", operations },
        async run({ signal }: Running, consent: Consent<"files">) {
          await changes.change(operations, consent, signal);
          return { text: said(operations, diffs), diffs };
        },
      };
    },
  };
}

type File = FileText & { isPrivate: boolean };

/** What a patch does, worked out on the files as they are. Throws an Error for the model. */
async function operationsOf(
  patch: string,
  workspace: Workspace,
  changes: FileChanges,
  signal: AbortSignal,
): Promise<FileOperation[]> {
  const parsed = parsePatch(patch);
  const sections = parsed.ok ? parsed.files : [];
  const names = [...new Set(sections.flatMap((file) => [...file.aliases, file.path, file.moveTo ?? ""]))];
  if (sections.length > MOST_FILES) throw new Error(`The patch names over ${MOST_FILES} files. Send it in parts.`);
  const files = new Map<string, File>();
  for (const name of names) {
    const file = name === "" ? undefined : await opened(workspace, name, signal);
    if (file) files.set(name, file);
  }
  const result = patched(new Map([...files].map(([name, { text }]) => [name, text])), patch);
  if (!result.ok) {
    // The reason may quote a file.
    const isPrivate = [...files.values()].some((file) => file.isPrivate);
    throw new Error(isPrivate ? hidden : result.error.message);
  }
  const moves = sections.flatMap(({ path, aliases, moveTo, stays }) =>
    moveTo === undefined || stays === true ? [] : [{ names: [path, ...aliases], to: plainPath(moveTo) }],
  );
  const found: FileOperation[] = [];
  const movedTo = new Map<string, { from: File; at: FilePlace }>();
  for (const [name, text] of result.files) {
    const file = files.get(name);
    if (text !== null || !file) continue;
    const move = moves.find((each) => each.names.includes(name) && typeof result.files.get(each.to) === "string");
    if (!move) {
      found.push(await changes.planDeletion(file.path, signal));
      continue;
    }
    const planned = await changes.planMove(file.path, move.to, signal);
    found.push(planned);
    movedTo.set(move.to, { from: file, at: planned.to });
  }
  for (const [name, text] of result.files) {
    if (text === null) continue;
    const operation = await writeOf({ name, text, file: files.get(name), moved: movedTo.get(name) }, workspace);
    if (operation) found.push(operation);
  }
  const written = found.flatMap((each) => (each.type === "write" ? [each.change.path] : []));
  if (new Set(written).size < written.length)
    throw new Error("The patch names one file by two paths. Use one path for each file.");
  if (found.length === 0) throw new Error("The patch changes nothing.");
  return found;
}

type Written = { name: string; text: string; file: File | undefined; moved: { from: File; at: FilePlace } | undefined };

/** The change of one text: of a new file, of one where it is, or of one that moves. */
async function writeOf({ name, text, file, moved }: Written, workspace: Workspace): Promise<FileOperation | undefined> {
  if (moved) {
    const { from, at } = moved;
    return text === from.text ? undefined : { type: "write", change: { ...at, before: from.text, after: text } };
  }
  if (!file) {
    const { path, judged, text: after } = await workspace.checkNew(name, text);
    return { type: "write", change: { path, ...(judged !== undefined && { judged }), before: undefined, after } };
  }
  if (text === file.text) return undefined;
  await workspace.checkEdit(file, [{ start: 0, end: file.text.length, text }]);
  const { path, judged } = file;
  return { type: "write", change: { path, ...(judged !== undefined && { judged }), before: file.text, after: text } };
}

/** A file that is there; undefined if there is none. */
async function opened(workspace: Workspace, name: string, signal: AbortSignal): Promise<File | undefined> {
  try {
    return await workspace.open(name, signal);
  } catch (error) {
    const isNone = error instanceof WorkspaceError && none.has(error.fault.kind);
    if (isNone) return undefined;
    throw error;
  }
}

/** Names that patches add to a path (`a/`, `/dev/null`) lead to such places too. */
const none = new Set<string>(["missing-file", "outside", "bad-path", "which-folder"]);

const plainPath = (path: string): string =>
  path
    .trim()
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/)+/, "");

const hidden = "The patch does not fit. One of its files may hold secrets: read it with read_file, which asks.";

function said(operations: readonly FileOperation[], diffs: readonly FileDiff[]): string {
  const lines = operations.map((operation): string => {
    switch (operation.type) {
      case "write": {
        const { path, before } = operation.change;
        const { added = 0, removed = 0 } = diffs.find((diff) => diff.path === path) ?? {};
        return before === undefined ? `Created ${path}: ${added} lines.` : `Edited ${path}: +${added} −${removed}.`;
      }
      case "move":
        return `Moved ${operation.from.path} to ${operation.to.path}.`;
      case "delete":
        return `Deleted ${operation.place.path}.`;
      case "make-folder":
        return `Made the folder ${operation.place.path}.`;
    }
  });
  return lines.join("\n");
}
