import type { ShownAsk, ShownFileOperation } from "../../agent/transcript/turnEvent.ts";
import { count, size } from "../parts/format.ts";

/** One operation on files in words: what is done with which path. `more`: how much of a folder. */
export type OperationWords = { icon: string; verb: string; path: string; to?: string; more?: string };

export function operationWords(operation: ShownFileOperation): OperationWords {
  switch (operation.type) {
    case "write":
      return operation.diff.created
        ? { icon: "new-file", verb: "Create", path: operation.diff.path }
        : { icon: "edit", verb: "Edit", path: operation.diff.path };
    case "move": {
      const { from, to, files } = operation;
      const more = files === undefined ? {} : { more: inside(files) };
      return { icon: "arrow-right", verb: "Move", path: from, to, ...more };
    }
    case "delete": {
      const { path, files, bytes } = operation;
      const whole = files === undefined ? size(bytes) : `${inside(files.length)}, ${size(bytes)}`;
      return { icon: "trash", verb: "Delete", path, more: whole };
    }
    case "make-folder":
      return { icon: "new-folder", verb: "Make folder", path: operation.path };
  }
}

const inside = (files: number): string => (files === 1 ? "1 file" : `${count(files)} files`);

type Verbs = { icon: string; doing: string; done: string; plain: string; target: string };

/** What a call with several operations does, in one line. */
export function filesWords({ operations }: Extract<ShownAsk, { kind: "files" }>): Verbs {
  const [first, ...others] = operations;
  if (!first || others.length > 0) {
    const target = `${count(operations.length)} files`;
    return { icon: "files", doing: "Changing", done: "Changed", plain: "change", target };
  }
  const { icon, path, to } = operationWords(first);
  const target = to === undefined ? path : `${path} to ${to}`;
  switch (first.type) {
    case "write":
      return { icon, doing: "Changing", done: "Changed", plain: "change", target };
    case "move":
      return { icon, doing: "Moving", done: "Moved", plain: "move", target };
    case "delete":
      return { icon, doing: "Deleting", done: "Deleted", plain: "delete", target };
    case "make-folder":
      return { icon, doing: "Making folder", done: "Made folder", plain: "make folder", target };
  }
}
