/** Tokens whose text is complete only together: a token that ends within a character waits for the rest. */
export type TokenGroup<Token> = { tokens: readonly Token[]; text: string };

/** How many answers are remembered. A chat rarely goes back further, and an answer is a few thousand numbers. */
const capacity = 64;

/**
 * Remembers the tokens in which the model wrote its answers. Tokenizing the same text often gives other tokens than the
 * model chose, and then the cache can't be reused from there on; with the original tokens it can.
 */
export class AnswerMemory<Token> {
  #answers: (readonly TokenGroup<Token>[])[] = [];

  remember(groups: readonly TokenGroup<Token>[]): void {
    if (groups.length === 0) return;
    this.#answers.unshift(groups);
    this.#answers.length = Math.min(this.#answers.length, capacity);
  }

  /**
   * The longest run of remembered tokens that begins `text`, and the remaining text to tokenize. A run shorter than
   * half of the text is a coincidence ("The …"), and using it would change the tokens of an old text.
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
