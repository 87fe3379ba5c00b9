import * as v from "valibot";
import type { Consent } from "../../approval/consent.ts";
import type { FileChanges } from "../../ports/fileChanges.ts";
import type { Running, Tool } from "../../ports/tool.ts";
import type { FileOperation } from "../../transcript/turnEvent.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";

const schema = v.object({
  action: v.picklist(["move", "delete", "make_folder"]),
  path: pathArgument,
  to: v.optional(v.pipe(v.string(), v.description("New path, for move"))),
});

const aliases = {
  action: ["operation", "command", "op", "kind"],
  path: ["from", "source", "src", "oldPath", "folder", "directory"],
  to: ["target", "destination", "dest", "newPath", "newName", "targetPath"],
  move: ["rename", "mv"],
  delete: ["remove", "rm", "unlink"],
  make_folder: ["mkdir", "createFolder", "makeDirectory", "createDirectory", "newFolder"],
};

/** Moves or deletes a file or folder, or makes a folder. Its call is shown by what it asks for. */
export function manageFiles(changes: FileChanges): Tool {
  return {
    name: "manage_files",
    description: "Move or rename, delete, or make a folder.",
    parameters: declare(schema),
    async plan(args, signal) {
      const operation = await planned(changes, parseArguments(schema, args, aliases), signal);
      return {
        asks: { kind: "files", operations: [operation] },
        async run({ signal }: Running, consent: Consent<"files">) {
          await changes.change([operation], consent, signal);
          return { text: said(operation) };
        },
      };
    },
  };
}

function planned(
  changes: FileChanges,
  { action, path, to }: v.InferOutput<typeof schema>,
  signal: AbortSignal,
): Promise<FileOperation> {
  switch (action) {
    case "move":
      if (to === undefined || to === "") throw new Error('Invalid arguments. To move, give the new path as "to".');
      return changes.planMove(path, to, signal);
    case "delete":
      return changes.planDeletion(path, signal);
    case "make_folder":
      return changes.planFolder(path);
  }
}

/** What was done, for the model. */
function said(operation: FileOperation): string {
  const inside = (files: readonly unknown[] | undefined): string =>
    files === undefined ? "" : ` with ${files.length} ${files.length === 1 ? "file" : "files"}`;
  switch (operation.type) {
    case "write":
      return `Wrote ${operation.change.path}.`;
    case "move":
      return `Moved ${operation.from.path} to ${operation.to.path}${inside(operation.files)}.`;
    case "delete":
      return `Deleted ${operation.place.path}${inside(operation.files)}.`;
    case "make-folder":
      return `Made the folder ${operation.place.path}.`;
  }
}
