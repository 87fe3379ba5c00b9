/** A fault's message without its last sentence, which says what to do. */
export function whatHappened(message: string): string {
  const sentences = message.split(/(?<=[.”])\s+(?=\p{Lu})/u);
  return sentences.length > 1 ? sentences.slice(0, -1).join(" ") : message;
}
