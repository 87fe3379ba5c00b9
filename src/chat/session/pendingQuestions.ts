import type { AskedQuestion, Questions } from "../../agent/ports/questions.ts";

/** Holds the questions of tools that wait for the user, each by its own nonce. */
export class PendingQuestions implements Questions {
  readonly #waiting = new Map<string, (answer: string | undefined) => void>();
  readonly #changed: (waiting: number) => void;

  /** `changed` is called with the number of waiting questions, for the view's badge. */
  constructor(changed: (waiting: number) => void) {
    this.#changed = changed;
  }

  question(_question: unknown, signal: AbortSignal): AskedQuestion {
    const nonce = crypto.randomUUID();
    const answer = new Promise<string | undefined>((resolve) => {
      const stop = () => settle(undefined);
      const settle = (text: string | undefined) => {
        signal.removeEventListener("abort", stop);
        this.#waiting.delete(nonce);
        this.#changed(this.#waiting.size);
        resolve(text);
      };
      this.#waiting.set(nonce, settle);
      this.#changed(this.#waiting.size);
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
    });
    return { nonce, answer };
  }

  /** Takes the user's answer; ignored if no such question waits (a second click, a card of an earlier window). */
  settle(nonce: string, text: string): void {
    this.#waiting.get(nonce)?.(text);
  }
}
