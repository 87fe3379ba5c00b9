/**
 * Why a workspace file was not read or changed. Nothing was written, except for "not-saved" and "partly". `path` is the workspace's
 * own spelling, or the requested one if there is no such place.
 */
export type WorkspaceFault =
  | { kind: "no-folder" }
  /** All folders come from an extension, not from the disk. */
  | { kind: "not-on-disk" }
  | { kind: "bad-path"; path: string; reason: string }
  /** With several folders, a path starts with a folder's name. */
  | { kind: "which-folder"; path: string; folders: readonly string[] }
  | { kind: "outside"; path: string }
  | { kind: "git-data"; path: string }
  /** By its name it may hold secrets, and nobody allowed a model to read it. */
  | { kind: "private"; path: string }
  /** A line of `.gemmaignore` hides it from every tool. */
  | { kind: "hidden"; path: string }
  | { kind: "missing-file"; path: string }
  | { kind: "missing-folder"; path: string }
  | { kind: "is-folder"; path: string }
  | { kind: "exists"; path: string }
  /** The editor holds unsaved text of it, so it can't be created or deleted. */
  | { kind: "unsaved"; path: string }
  /** An open notebook has unsaved cells. */
  | { kind: "unsaved-notebook"; path: string }
  | { kind: "unreadable"; path: string }
  | { kind: "binary"; path: string }
  | { kind: "too-large"; path: string; bytes: number; most: number }
  /** Its bytes don't fit the encoding that it was read with, so saving would change them. */
  | { kind: "misread"; path: string; encoding: string }
  /** The new text has a character that the file's encoding lacks. */
  | { kind: "no-such-character"; path: string; encoding: string; character: string }
  /** The buffer differs from what was read. */
  /** The new text has a "\r" without "\n", which the editor would make a line break. */
  | { kind: "carriage-return"; path: string }
  | { kind: "changed"; path: string }
  /** The file changed on disk, and the editor has not reloaded it. */
  | { kind: "behind-disk"; path: string }
  | { kind: "read-only"; path: string; by: ReadOnlyBy }
  /**
   * It has several kinds of line endings, but the editor's buffer has only one: saving would change lines that nobody
   * edited.
   */
  | { kind: "line-ends"; path: string }
  | { kind: "refused"; path: string; what: "change" | "create" | "move" | "delete" }
  | { kind: "not-saved"; path: string }
  | { kind: "no-search" }
  /** Moving or deleting a link would mean what it leads to. */
  | { kind: "link"; path: string }
  /** The folder that the user opened. */
  | { kind: "workspace-folder"; path: string }
  /** A folder with more files than a card can show. */
  | { kind: "too-many"; path: string; most: number }
  | { kind: "into-itself"; path: string }
  /** Several changes of which some were made, and then one failed. */
  | { kind: "partly"; path: string; done: readonly string[]; why: string };

/** Why a file is read-only: its place or permissions, a setting, or the user's choice for this session. */
export type ReadOnlyBy = "file" | "setting" | "session";

/** A fault as an Error. Its message is for the model. */
export class WorkspaceError extends Error {
  readonly fault: WorkspaceFault;

  constructor(fault: WorkspaceFault) {
    super(faultWords("model", fault));
    this.name = "WorkspaceError";
    this.fault = fault;
  }

  /** The message for the user. */
  get forUser(): string {
    return faultWords("user", this.fault);
  }
}

/** What happened and what to do, for a model with tools or for the user. */
export function faultWords(reader: "model" | "user", fault: WorkspaceFault): string {
  const { what, model, user } = told(fault);
  const remedy = reader === "model" ? model : user;
  return remedy === undefined ? what : `${what} ${remedy}`;
}

type Told = {
  what: string;
  model: string;
  /** The user's remedy, for faults that the user sees. */
  user?: string;
};

const askToSave = "Ask the user to save or close it first.";

function told(fault: WorkspaceFault): Told {
  const name = "path" in fault ? `"${fault.path}"` : "";
  switch (fault.kind) {
    case "no-folder":
      return {
        what: "No folder is open, so there are no files.",
        model: "Ask the user to open one.",
        user: "Open one.",
      };
    case "not-on-disk":
      return {
        what: "The open folder is not on a disk that the tools reach.",
        model: "Ask the user for the text.",
        user: "Open a folder on disk.",
      };
    case "bad-path":
      return {
        what: `The path ${name} leads nowhere (${fault.reason}).`,
        model: "Use list_dir to find the right one.",
      };
    case "which-folder":
      return {
        what: `There are several folders, and ${name} is in none of them.`,
        model: `Begin the path with one of the workspace's folders: ${fault.folders.join(", ")}.`,
      };
    case "outside":
      return { what: `${name} is outside of the workspace.`, model: "Use a path relative to it." };
    case "git-data":
      return { what: `${name} belongs to git's own data.`, model: "It must not be written; leave it." };
    case "private":
      return { what: `${name} may hold secrets.`, model: "Use read_file for it, which asks the user." };
    case "hidden":
      return {
        what: `${name} is hidden from Gemma by .gemmaignore.`,
        model: "Work without it, or ask the user.",
        user: "Change that file to show it.",
      };
    case "missing-file":
      return {
        what: `There is no file ${name}.`,
        model: "Use list_dir or search_text to find it, or create_file to make it.",
        user: "Bring it back, or keep what is pending in it to let it go.",
      };
    case "missing-folder":
      return { what: `There is no folder ${name}.`, model: "Use list_dir on the folder above it." };
    case "is-folder":
      return { what: `${name} is a folder.`, model: "Name a file in it; list_dir shows them." };
    case "exists":
      return {
        what: `${name} exists already.`,
        model: "Use edit_file to change it, or create_file with overwrite to replace all of it.",
      };
    case "unsaved":
      return { what: `The editor holds unsaved text of ${name}.`, model: askToSave, user: "Save or close it first." };
    case "unsaved-notebook":
      return {
        what: `The notebook ${name} is open with cells that are not saved.`,
        model: "Ask the user to save or close it first.",
        user: "Save or close it first.",
      };
    case "unreadable":
      return {
        what: `${name} may not be read.`,
        model: "Ask the user to change its permissions.",
        user: "Change its permissions.",
      };
    case "binary":
      return { what: `${name} is not a text file.`, model: "It cannot be read or edited; leave it." };
    case "too-large":
      return {
        what: `${name} is too large: ${fault.bytes} bytes of at most ${fault.most}.`,
        model: "Use search_text to find lines in it.",
      };
    case "misread":
      return {
        what: `${name} is not in ${fault.encoding}, as which it was read, and saving it would harm it.`,
        model: "Ask the user to reopen it with its encoding.",
        user: "Reopen it with its encoding first (in the status bar).",
      };
    case "no-such-character":
      return {
        what: `${name} is kept in ${fault.encoding}, which has no "${fault.character}", so nothing was written.`,
        model: "Write it with characters of that encoding, or ask the user to save the file as UTF-8.",
        user: "Save it as UTF-8 first (in the status bar).",
      };
    case "carriage-return":
      return {
        what: `The new text of ${name} has a carriage return within a line, which the editor would make a line break.`,
        model: "Leave it out, or write it as an escape.",
      };
    case "changed":
      return { what: `${name} changed meanwhile; nothing was written.`, model: "Read it again.", user: "Try again." };
    case "behind-disk":
      return {
        what: `${name} changed on disk, and the editor still shows the text before; nothing was written.`,
        model: "Read it again.",
        user: "Revert it to what is on disk, then try again.",
      };
    case "read-only":
      return toldReadOnly(name, fault.by);
    case "line-ends":
      return {
        what: `The lines of ${name} end in different ways, and the editor would make them all alike on saving.`,
        model: "Ask the user to save it first, which does that, or leave it.",
        user: "Save it first, which does that, then try again.",
      };
    case "refused":
      return {
        what: `The editor refused to ${fault.what} ${name}; nothing was written.`,
        model: "Read it again, then try once more.",
        user: "It may be read-only; try again.",
      };
    case "not-saved":
      return { what: `${name} was changed but could not be saved.`, model: askToSave, user: "Save it yourself." };
    case "no-search":
      return { what: "This editor brings no search program.", model: "Read files instead." };
    case "link":
      return { what: `${name} is a link.`, model: "Leave it, or name the file that it leads to." };
    case "workspace-folder":
      return { what: `${name} is the folder that is open.`, model: "Name a file or folder in it." };
    case "too-many":
      return {
        what: `${name} holds more than ${fault.most} files, or too large ones to check.`,
        model: "Take its folders one by one, or ask the user to do it.",
      };
    case "into-itself":
      return {
        what: `${name} can't be moved to this place, which is itself or within it.`,
        model: "Name another place.",
      };
    case "partly":
      return {
        what: `Only a part was done (${fault.done.join("; ")}). Then ${name} failed: ${fault.why}`,
        model: "The rest was not tried. Look at the files before you go on.",
      };
  }
}

function toldReadOnly(name: string, by: ReadOnlyBy): Told {
  switch (by) {
    case "file":
      return {
        what: `${name} is read-only.`,
        model: "Ask the user to make it writable, or put the change elsewhere.",
        user: "Make it writable, or copy the code into a file of yours first.",
      };
    case "setting":
      return {
        what: `${name} is read-only by the setting files.readonlyInclude.`,
        model: "Ask the user to change that setting, or put the change elsewhere.",
        user: "Change that setting, or copy the code into another file first.",
      };
    case "session":
      return {
        what: `${name} is read-only in this session of the editor.`,
        model: "Ask the user to make it writable again, or put the change elsewhere.",
        user: 'Run "File: Reset Active Editor Read-only in Session" in it first.',
      };
  }
}
