import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as v from "valibot";
import * as vscode from "vscode";
import type { PendingHunk } from "../../../edit/pending/pendingHunks.ts";

/**
 * One document's pending hunks, and the text they refer to. `created`: a model created the file. `edited`: the user
 * edited it since. `encoding`: the one in which the hunks were made.
 */
export type StoredFile = {
  uri: vscode.Uri;
  text: string;
  hunks: PendingHunk[];
  created: boolean;
  edited?: boolean;
  encoding?: string;
};

const schema = v.array(
  v.object({
    uri: v.string(),
    text: v.string(),
    hunks: v.array(
      v.object({
        start: v.pipe(v.number(), v.integer(), v.minValue(0)),
        end: v.pipe(v.number(), v.integer(), v.minValue(0)),
        original: v.string(),
      }),
    ),
    created: v.boolean(),
    edited: v.exactOptional(v.boolean()),
    encoding: v.exactOptional(v.string()),
  }),
);

/**
 * The pending changes, as one file in the workspace's storage that exists only while something is pending. A torn write
 * loses the marks, never a document.
 */
export class ReviewStore {
  private readonly path: string;
  private readonly failed: (error: unknown) => void;
  private next: readonly StoredFile[] | undefined;
  private writing: Promise<void> | undefined;

  constructor(path: string, failed: (error: unknown) => void) {
    this.path = path;
    this.failed = failed;
  }

  async read(): Promise<StoredFile[]> {
    const text = await readFile(this.path, "utf8").catch(() => "[]");
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
    if (!parsed.success) return [];
    return parsed.output.map((file) => ({ ...file, uri: vscode.Uri.parse(file.uri, true) }));
  }

  /** Writes the list soon; of lists given during a write, only the last is written. */
  write(files: readonly StoredFile[]): void {
    this.next = files.map(({ uri, text, hunks, created, edited, encoding }) => ({
      ...{ uri, text, hunks: [...hunks], created },
      ...(edited !== undefined && { edited }),
      ...(encoding !== undefined && { encoding }),
    }));
    this.writing ??= this.writeAll()
      .catch(this.failed)
      .finally(() => (this.writing = undefined));
  }

  private async writeAll(): Promise<void> {
    while (this.next) {
      const files = this.next;
      this.next = undefined;
      const text = JSON.stringify(files.map((file) => ({ ...file, uri: file.uri.toString() })));
      if (files.length === 0) {
        await rm(this.path, { force: true });
        continue;
      }
      await mkdir(dirname(this.path), { recursive: true });
      await writeFile(`${this.path}.new`, text);
      await rename(`${this.path}.new`, this.path);
    }
  }
}
