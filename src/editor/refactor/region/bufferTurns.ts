import type * as vscode from "vscode";

type Writer = { owner: object; waiting: (() => void)[] };
const writers = new WeakMap<vscode.TextDocument, Writer>();

/**
 * Reserves a document's buffer for one proposal, because interleaved edits can't be separate undo steps. False if
 * another proposal has it; otherwise `owner` may write until it leaves.
 */
export function takeBuffer(document: vscode.TextDocument, owner: object): boolean {
  if (isAnothers(document, owner)) return false;
  if (!writers.has(document)) writers.set(document, { owner, waiting: [] });
  return true;
}

/** Whether another proposal is streaming into the buffer. */
export function isAnothers(document: vscode.TextDocument, owner: object): boolean {
  const writer = writers.get(document);
  return writer !== undefined && writer.owner !== owner;
}

/** Reserves the buffer once it is free; rejects with the signal. */
export async function takeBufferInTurn(
  document: vscode.TextDocument,
  owner: object,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (takeBuffer(document, owner)) return;
    const waking = new AbortController();
    await new Promise<void>((resolve) => {
      writers.get(document)?.waiting.push(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true, signal: waking.signal });
    });
    waking.abort();
  }
}

/** Releases the buffer for the next one. */
export function leaveBuffer(document: vscode.TextDocument, owner: object): void {
  const writer = writers.get(document);
  if (writer?.owner !== owner) return;
  writers.delete(document);
  for (const wake of writer.waiting) wake();
}
