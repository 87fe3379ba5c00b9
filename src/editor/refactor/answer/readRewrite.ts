import type { ResolvedModel } from "../../core/answering.ts";
import * as vscode from "vscode";
import { type StreamHunk, streamingDiff } from "../../../edit/diff/streamingDiff.ts";
import type { Message } from "../../../model/message.ts";
import { ModelError } from "../../../model/modelError.ts";
import { codeReader, reindented } from "../../../prompts/codeReader.ts";
import { readAnswer } from "../../../prompts/answer/readAnswer.ts";
import { type EarlierProposal, refactorMessages } from "../../../prompts/refactor.ts";
import { shownPath } from "../../core/documents.ts";
import { roomBeside, whyTooLong } from "../../../prompts/rewriteRoom.ts";
import { surroundingsOf } from "./surroundings.ts";

/** How often the lines being written are repainted, in milliseconds; settled hunks go into the buffer at once. */
const REPAINT_MS = 80;

export type Rewrite = {
  document: vscode.TextDocument;
  /** The region's current range in the document. */
  range: vscode.Range;
  instruction: string;
  hints?: readonly string[];
  /** The region's text before the rewrite. */
  original: string;
  earlier: readonly EarlierProposal[];
};

export type RewriteListener = {
  waiting(words: string): void;
  /**
   * Reports the region with all settled hunks, if there are more than before, and the lines being written, below line
   * `line` of that text (from 0).
   */
  reached(text: string | undefined, open: { lines: readonly string[]; line: number } | undefined): Promise<void>;
};

/** The rewritten code, or the model's words instead. */
export type Rewritten = { code: string } | { words: string };

/** Asks for the rewrite, reports progress, and returns the whole of it. Throws ModelError. */
export async function readRewrite(
  rewrite: Rewrite,
  { model, sampling }: ResolvedModel,
  signal: AbortSignal,
  listener: RewriteListener,
): Promise<Rewritten> {
  const { document, range, instruction, hints = [], original, earlier } = rewrite;
  const excerpt = {
    path: shownPath(document.uri),
    languageId: document.languageId,
    startLine: range.start.line + 1,
    endLine: range.end.character === 0 && range.end.line > range.start.line ? range.end.line : range.end.line + 1,
    text: original.replace(/\r?\n$/, ""),
  };
  const asked = [instruction, ...hints].join("\n");
  const limits = { contextTokens: model.info.contextTokens, maxTokens: sampling.maxTokens };
  const said = asked.length + earlier.reduce((sum, each) => sum + each.instruction.length + lengthOf(each), 0);
  const around = await surroundingsOf(document, range, roomBeside(original.length, said, limits));
  const messages = refactorMessages(excerpt, asked, around, earlier);
  const tooLong = whyTooLong(original, charactersOf(messages), limits);
  if (tooLong !== undefined) throw new ModelError({ kind: "overflow" }, tooLong);
  const diff = streamingDiff(original);
  const settled: StreamHunk[] = [];
  const code = codeReader(original);
  let [answer, shift, told] = ["", 0, 0];
  for await (const event of model.stream({ messages, tools: [], sampling }, signal)) {
    if (event.type === "waiting") listener.waiting(waitingWords(event.phase));
    if (event.type === "thought" && answer === "") listener.waiting("Thinking…");
    if (event.type === "done" && event.reason === "length") throw cutAnswer();
    if (event.type !== "text") continue;
    answer += event.delta;
    const fresh = code(event.delta);
    if (fresh === "") continue;
    const step = diff.push(fresh);
    settled.push(...step.settled);
    shift += growthOf(step.settled);
    if (step.settled.length === 0 && Date.now() - told < REPAINT_MS) continue;
    const open = step.open && { lines: step.open.lines, line: step.open.end + shift - 1 };
    const text = step.settled.length > 0 ? applied(original, settled, document.eol) : undefined;
    await listener.reached(text, open);
    told = Date.now();
  }
  const read = readAnswer(answer, original);
  switch (read.type) {
    case "empty":
      throw new ModelError({ kind: "empty" }, "Gemma answered without code. Try other words.");
    case "words":
      return { words: read.words };
    case "code":
      return { code: withEndingOf(reindented(read.code, original), original, document.eol) };
  }
}

const lengthOf = (earlier: EarlierProposal): number => ("code" in earlier ? earlier.code : earlier.words).length;

const waitingWords = (phase: "starting" | "loading" | "queued"): string =>
  phase === "queued" ? "Waiting for its turn…" : "Loading the model…";

const cutAnswer = () =>
  new ModelError(
    { kind: "protocol" },
    "The answer reached the model's limit before it was whole, so nothing was changed. Select less code.",
  );

const charactersOf = (messages: readonly Message[]): number =>
  messages.flatMap(({ parts }) => parts).reduce((sum, part) => sum + (part.type === "text" ? part.text.length : 0), 0);

/** The number of lines that hunks add. */
const growthOf = (hunks: readonly StreamHunk[]): number =>
  hunks.reduce((sum, { start, end, lines }) => sum + lines.length - (end - start), 0);

const breakOf = (eol: vscode.EndOfLine): string => (eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n");

/** The region's text with the hunks applied. */
function applied(original: string, hunks: readonly StreamHunk[], eol: vscode.EndOfLine): string {
  const lines = original.split(/\r?\n/);
  for (const { start, end, lines: fresh } of hunks.toReversed()) lines.splice(start, end - start, ...fresh);
  return lines.join(breakOf(eol));
}

/** The proposal with the document's line breaks, and a final one exactly if the original has it. */
function withEndingOf(code: string, original: string, eol: vscode.EndOfLine): string {
  const lineEnd = breakOf(eol);
  const body = code.replace(/\r?\n$/, "").replace(/\r?\n/g, lineEnd);
  return original.endsWith("\n") ? body + lineEnd : body;
}
