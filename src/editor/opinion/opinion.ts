import * as vscode from "vscode";
import { isPrivate } from "../../agent/approval/files/privateFiles.ts";
import type { Turn } from "../../agent/transcript/transcript.ts";
import { type ChangedFile, changesOf, lineNow, numberedDiff } from "../../chat/turnChanges.ts";
import { toModelError } from "../../model/modelError.ts";
import { opinionMessages, type ReviewedFile } from "../../prompts/opinion/opinionMessages.ts";
import { isContent, type Opinion, readRemarks, type Remark } from "../../prompts/opinion/readRemarks.ts";
import type { OtherModel } from "../core/answering.ts";
import { addressOf } from "../core/documents.ts";
import { documentAt, find, openUntitled } from "../core/reading.ts";
import { textOf } from "../core/textOf.ts";
import { inform, tellError } from "../show/notices.ts";
import { withNotice } from "../show/progress.ts";
import type { PlacedRemark, RemarkThreads } from "./remarkThreads.ts";

/** Characters of changes that one review reads; about half of a window of 16,000 tokens. */
const MOST_CHARACTERS = 28_000;

/**
 * Sends a turn's changes to another model and shows its remarks as comments beside the lines. Files that may hold
 * secrets are not sent, and what is left out is said.
 */
export async function askOpinion(turn: Turn, reviewer: OtherModel, threads: RemarkThreads): Promise<void> {
  const { files, unsent } = reviewed(changesOf(turn));
  if (files.length === 0) return void inform("Only files that may hold secrets were changed. They are not sent.");
  const opinion = await withNotice(`${reviewer.label} reviews the changes`, async (_report, signal) => {
    try {
      const answer = await textOf(await reviewer.resolve(signal), opinionMessages(turn.text, files), signal);
      return readRemarks(
        answer,
        files.map(({ path }) => path),
      );
    } catch (error) {
      const { fault, message } = toModelError(error, signal);
      if (fault.kind !== "aborted") void tellError(`Gemma Code: ${message}`);
      return undefined;
    }
  });
  if (!opinion) return;
  const placed = await placesOf(opinion.remarks, files);
  threads.show(placed, reviewer.label);
  await tell(opinion, placed, reviewer.label, unsent);
}

type Sent = ReviewedFile & ChangedFile;

function reviewed(changes: readonly ChangedFile[]): { files: Sent[]; unsent: string[] } {
  let left = MOST_CHARACTERS;
  const files: Sent[] = [];
  const unsent: string[] = [];
  for (const change of changes) {
    const diff = numberedDiff(change.diffs);
    if (isPrivate(change.path) || diff.length > left) {
      unsent.push(change.path);
    } else {
      left -= diff.length;
      files.push({ ...change, diff });
    }
  }
  return { files, unsent };
}

/** Where the remarks belong in today's files. A file that is gone has none. */
async function placesOf(remarks: readonly Remark[], files: readonly Sent[]): Promise<PlacedRemark[]> {
  const placed: PlacedRemark[] = [];
  for (const { path, line, text } of remarks) {
    const file = files.find((each) => each.path === path);
    const document = await documentOf(path);
    if (!file || !document) continue;
    const now = document.getText().split(/\r\n|\r|\n/);
    placed.push({ uri: document.uri, line: lineNow(file.diffs, line, now), text });
  }
  return placed;
}

async function documentOf(path: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await documentAt(await addressOf(await find(path)));
  } catch {
    return undefined;
  }
}

async function tell(
  opinion: Opinion,
  placed: readonly PlacedRemark[],
  label: string,
  unsent: readonly string[],
): Promise<void> {
  const left = unsent.length > 0 ? ` Not sent, too long or perhaps secret: ${unsent.join(", ")}.` : "";
  if (isContent(opinion)) return void inform(`${label} has no remarks.${left}`);
  const first = placed[0];
  if (first) {
    const count = placed.length === 1 ? "1 remark" : `${placed.length} remarks`;
    void vscode.window.showTextDocument(first.uri, { selection: new vscode.Range(first.line, 0, first.line, 0) });
    if (opinion.rest === "") return void inform(`${label}: ${count}.${left}`);
    const chosen = await inform(`${label}: ${count}.${left}`, "Show the Rest");
    if (chosen === undefined) return;
  } else if (opinion.rest === "") {
    return void inform(`${label} gave no answer.${left}`);
  }
  await vscode.window.showTextDocument(await openUntitled(opinion.rest, "markdown"), { preview: true });
}
