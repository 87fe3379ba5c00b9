import type { Ask } from "../approval/ask.ts";
import type { FileOperation } from "../transcript/turnEvent.ts";

/**
 * The files that an allowed call changes, as paths of the workspace; "any" if only its end tells. A new kind of ask
 * names its files here, and its changes can be restored.
 */
export function filesTouchedBy(ask: Ask): readonly string[] | "any" {
  switch (ask.kind) {
    case "edit":
      return [ask.change.path];
    case "files":
      return ask.operations.flatMap(filesOf);
    case "command":
    case "sandboxed-command":
    case "input":
    case "task":
    case "foreign-tool":
      return "any";
    case "fetch":
    case "read-outside":
    case "read-private":
      return [];
  }
}

function filesOf(operation: FileOperation): readonly string[] {
  switch (operation.type) {
    case "write":
      return [operation.change.path];
    case "move": {
      const { from, to, files } = operation;
      if (!files) return [from.path, to.path];
      return files.flatMap(({ path }) => [path, `${to.path}${path.slice(from.path.length)}`]);
    }
    case "delete":
      return operation.files?.map(({ path }) => path) ?? [operation.place.path];
    case "make-folder":
      return [];
  }
}
