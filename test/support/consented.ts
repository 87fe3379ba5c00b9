import type { AskOf } from "../../src/agent/approval/ask.ts";
import { type Consent, withConsent } from "../../src/agent/approval/consent.ts";
import type { FileChanges } from "../../src/agent/ports/fileChanges.ts";
import type { FileOperation } from "../../src/agent/transcript/turnEvent.ts";
import type { FileText, TextEdit, Workspace } from "../../src/agent/ports/workspace.ts";
import { splice } from "../../src/edit/text/splices.ts";

const running = { signal: new AbortController().signal };
const allowed = { type: "allowed", scope: "once" } as const;

/** Edits a file like a tool whose edit the user has just allowed; `signal` is fired when the turn is stopped. */
export const editAllowed = (
  workspace: Workspace,
  file: FileText,
  edits: readonly TextEdit[],
  signal = new AbortController().signal,
): Promise<void> => {
  const change = { path: file.path, before: file.text, after: splice(file.text, edits) };
  const asks: AskOf<"edit"> = { kind: "edit", change };
  return withConsent(
    allowed,
    { asks, run: (_: unknown, consent: Consent<"edit">) => workspace.edit(file, edits, consent, signal) },
    { ...running, signal },
  );
};

/** Creates a file like a tool whose new file the user has just allowed. */
export const createAllowed = (workspace: Workspace, path: string, text: string): Promise<void> => {
  const asks: AskOf<"edit"> = { kind: "edit", change: { path, before: undefined, after: text } };
  return withConsent(
    allowed,
    { asks, run: (_: unknown, consent: Consent<"edit">) => workspace.create(path, text, consent) },
    running,
  );
};

/** Makes changes like a tool whose operations the user has just allowed. */
export const changeAllowed = (
  changes: FileChanges,
  operations: readonly FileOperation[],
  signal = new AbortController().signal,
): Promise<void> => {
  const asks: AskOf<"files"> = { kind: "files", operations };
  return withConsent(
    allowed,
    { asks, run: (_: unknown, consent: Consent<"files">) => changes.change(operations, consent, signal) },
    { ...running, signal },
  );
};
