import { OUTPUT_KEPT } from "../../transcript/turnEvent.ts";
import type { CommandOutput } from "../../output/commandOutput.ts";

/** How often a running command's output is shown, in milliseconds. */
const SHOWN_EVERY_MS = 100;
/** A line that is written again and again, as progress bars are, is shown this often. */
const REWRITTEN_EVERY_MS = 1000;

/**
 * What of a growing output is new to the card that shows it. The card can only be added to: a line without an end is
 * shown once it stands still, and if it is replaced later, the new one stands below it.
 */
export class LiveFeed {
  #shown = 0;
  #line = "";
  #seen = "";
  #lineAt = 0;

  /** The text to add; empty if nothing is new. `now`: milliseconds, of any clock. */
  next(output: CommandOutput, now: number): string {
    let text = "";
    if (output.length > this.#shown) {
      // Longer than what is kept, so that the card says what is missing.
      const from = Math.max(this.#shown, output.length - 2 * OUTPUT_KEPT);
      text = this.#after(output.read(from, output.length - from).text);
      this.#shown = output.length;
      // The unfinished line is shown below, once it stands still.
      if (output.line !== "" && text.endsWith(output.line)) text = text.slice(0, -output.line.length);
      this.#line = "";
    }
    const { line } = output;
    const isStill = line === this.#seen;
    this.#seen = line;
    if (line === "" || line === this.#line) return text;
    if (!isStill && now - this.#lineAt < REWRITTEN_EVERY_MS) return text;
    text += this.#after(line);
    this.#line = line;
    this.#lineAt = now;
    return text;
  }

  /** What follows the shown line: its rest, or a line of its own. */
  #after(text: string): string {
    if (this.#line === "") return text;
    return text.startsWith(this.#line) ? text.slice(this.#line.length) : `\n${text}`;
  }
}

/** Shows a command's output as it comes, until the returned function is called. */
export function showLive(
  command: { output: CommandOutput; onOutput(listener: () => void): () => void },
  show: (text: string) => void,
): () => void {
  const feed = new LiveFeed();
  const tell = (): void => {
    const text = feed.next(command.output, Date.now());
    if (text !== "") show(text);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  const later = (): void => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        tell();
        // Once more, for a line that stands still without an end.
        if (command.output.line !== "") timer = setTimeout(() => ((timer = undefined), tell()), SHOWN_EVERY_MS);
      },
      isFirst ? 0 : SHOWN_EVERY_MS,
    );
    isFirst = false;
  };
  const stopListening = command.onOutput(later);
  if (command.output.length > 0 || command.output.line !== "") later();
  return () => {
    stopListening();
    clearTimeout(timer);
    tell();
  };
}
