/** Tokens whose text is complete together; a token that is part of a character waits for the rest of it. */
export type TokenGroup<Token> = { tokens: readonly Token[]; text: string };

/** How many answers are remembered; a chat rarely goes back further, and an answer is a few thousand numbers. */
const capacity = 64;

/**
 * Remembers the tokens in which the model wrote its answers. The same text read back is often cut into other tokens
 * than the model chose, and then nothing from there on can be reused from the cache; with its own tokens it can.
 */
export class AnswerMemory<Token> {
  #answers: (readonly TokenGroup<Token>[])[] = [];

  remember(groups: readonly TokenGroup<Token>[]): void {
    if (groups.length === 0) return;
    this.#answers.unshift(groups);
    this.#answers.length = Math.min(this.#answers.length, capacity);
  }

  /**
   * The longest run of remembered tokens that begins `text`, and the text that is left to be tokenised. A run shorter
   * than half of the text is a chance likeness ("The …"), and using it would change how an old text is cut.
   */
  recall(text: string): { tokens: Token[]; rest: string } {
    let best = { count: 0, length: 0, groups: [] as readonly TokenGroup<Token>[] };
    for (const groups of this.#answers) {
      let length = 0;
      let count = 0;
      for (const group of groups) {
        if (!text.startsWith(group.text, length)) break;
        length += group.text.length;
        count++;
      }
      if (length > best.length) best = { count, length, groups };
    }
    if (best.length * 2 < text.length) return { tokens: [], rest: text };
    const tokens = best.groups.slice(0, best.count).flatMap((group) => group.tokens);
    return { tokens, rest: text.slice(best.length) };
  }
}
