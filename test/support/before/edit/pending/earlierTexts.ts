import type { PendingHunk } from "./pendingHunks.ts";

/** A text as it once was, and what was pending in it. `created`: a model made its file; `edited`: the user wrote into it. */
export type EarlierText = { text: string; hunks: readonly PendingHunk[]; created: boolean; edited?: boolean };

/** So many texts of a document are remembered, so many characters of them in all, and so many documents. */
const MOST_TEXTS = 60;
const MOST_CHARACTERS = 4_000_000;
const MOST_DOCUMENTS = 30;

/**
 * Texts whose hunks were changed since, by their document's name: undoing and redoing come back to them, and what was
 * pending then is pending again.
 */
export class EarlierTexts {
  private readonly documents = new Map<string, EarlierText[]>();

  note(name: string, earlier: EarlierText): void {
    const texts = this.documents.get(name) ?? [];
    texts.push(earlier);
    let characters = texts.reduce((sum, { text }) => sum + text.length, 0);
    while (texts.length > MOST_TEXTS || (characters > MOST_CHARACTERS && texts.length > 1)) {
      characters -= texts.shift()?.text.length ?? 0;
    }
    // A map keeps the order in which names came: the one unheard of for the longest goes first.
    this.documents.delete(name);
    this.documents.set(name, texts);
    const [oldest] = this.documents.keys();
    if (this.documents.size > MOST_DOCUMENTS && oldest !== undefined) this.documents.delete(oldest);
  }

  /** The last time that the document's text was this one. */
  find(name: string, text: string): EarlierText | undefined {
    return this.documents.get(name)?.findLast((each) => each.text === text);
  }

  forget(name: string): void {
    this.documents.delete(name);
  }
}
