import type * as vscode from "vscode";

type Writer = { owner: object; waiting: (() => void)[] };
const writers = new WeakMap<vscode.TextDocument, Writer>();

/**
 * Whose hunks stream into a document's buffer: one proposal's at a time, since edits that alternate with another's can be
 * no undo step of their own. False where another one is at it; else `owner` may write until it leaves.
 */
export function takeBuffer(document: vscode.TextDocument, owner: object): boolean {
  if (isAnothers(document, owner)) return false;
  if (!writers.has(document)) writers.set(document, { owner, waiting: [] });
  return true;
}

/** Whether another proposal streams into the buffer now. */
export function isAnothers(document: vscode.TextDocument, owner: object): boolean {
  const writer = writers.get(document);
  return writer !== undefined && writer.owner !== owner;
}

/** Takes the buffer when it is free; rejects with the signal. */
export async function takeBufferInTurn(
  document: vscode.TextDocument,
  owner: object,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (takeBuffer(document, owner)) return;
    const woken = new AbortController();
    await new Promise<void>((resolve) => {
      writers.get(document)?.waiting.push(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true, signal: woken.signal });
    });
    woken.abort();
  }
}

/** Lets the next one write. */
export function leaveBuffer(document: vscode.TextDocument, owner: object): void {
  const writer = writers.get(document);
  if (writer?.owner !== owner) return;
  writers.delete(document);
  for (const wake of writer.waiting) wake();
}
