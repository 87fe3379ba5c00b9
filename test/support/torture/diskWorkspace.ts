import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Consent } from "../../../src/agent/approval/consent.ts";
import type { FileText, Workspace } from "../../../src/agent/ports/workspace.ts";
import { WorkspaceError } from "../../../src/agent/ports/workspaceFault.ts";
import { writeAtomically } from "../../../src/chat/store/atomicWrite.ts";
import { hashOf } from "../../../src/chat/store/kept/keptBytes.ts";
import { splice } from "../../../src/edit/text/splices.ts";

/** A change of a file that is about to be made; hashes as in `bytesSchema`. */
export type Write = { path: string; before: string; after: string };

/**
 * Files of a folder, with nothing of an editor between. Each write is told before and after: a process that is killed
 * leaves one of both states.
 */
export class DiskWorkspace implements Workspace {
  readonly #folder: string;
  readonly #about: (write: Write) => void;
  readonly #done: (write: Write) => void;

  constructor(folder: string, about: (write: Write) => void, done: (write: Write) => void) {
    this.#folder = folder;
    this.#about = about;
    this.#done = done;
  }

  bytes(path: string): Promise<Uint8Array | undefined> {
    return readFile(join(this.#folder, path)).catch(() => undefined);
  }

  /** Sets a file to these bytes, or deletes it. */
  async set(path: string, bytes: Uint8Array | undefined): Promise<void> {
    const before = await this.bytes(path);
    const write = { path, before: stateOf(before), after: stateOf(bytes) };
    this.#about(write);
    if (bytes) await writeAtomically(join(this.#folder, path), bytes);
    else await rm(join(this.#folder, path), { force: true });
    this.#done(write);
  }

  privatePath(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async open(path: string): Promise<FileText & { isPrivate: boolean }> {
    const bytes = await this.bytes(path);
    if (!bytes) throw new WorkspaceError({ kind: "missing-file", path });
    return { path, text: new TextDecoder().decode(bytes), isPrivate: false };
  }

  read(path: string): Promise<FileText> {
    return this.open(path);
  }

  list(): Promise<never[]> {
    return Promise.resolve([]);
  }

  search(): Promise<never[]> {
    return Promise.resolve([]);
  }

  image(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  filesBelow(): Promise<{ base: string; paths: string[]; isCut: boolean }> {
    return Promise.resolve({ base: "", paths: [], isCut: false });
  }

  async checkNew(path: string, text: string): Promise<FileText> {
    if (await this.bytes(path)) throw new WorkspaceError({ kind: "exists", path });
    return { path, text };
  }

  async checkEdit({ path, text }: FileText): Promise<void> {
    if ((await this.open(path)).text !== text) throw new WorkspaceError({ kind: "changed", path });
  }

  async edit(...[file, edits, consent]: Parameters<Workspace["edit"]>): Promise<void> {
    const after = splice(file.text, edits);
    Consent.use(consent, { kind: "edit", change: { path: file.path, before: file.text, after } });
    await this.checkEdit(file);
    await this.set(file.path, new TextEncoder().encode(after));
  }

  async create(path: string, text: string, consent: Consent<"edit">): Promise<void> {
    Consent.use(consent, { kind: "edit", change: { path, before: undefined, after: text } });
    await this.set(path, new TextEncoder().encode(text));
  }
}

export const stateOf = (bytes: Uint8Array | undefined): string => (bytes ? hashOf(bytes) : "none");
