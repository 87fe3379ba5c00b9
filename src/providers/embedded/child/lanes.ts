/**
 * A sequence of the engine, seen from a prompt: how many of the prompt's first tokens it holds, and how many questions
 * others have answered since it was last used.
 */
export type Lane = { common: number; age: number };

/** Every prompt starts with the markup of its first turn; only a longer match identifies the kind of prompt. */
const telling = 16;

/**
 * The lane to answer in: that of the same conversation, or of a prompt with the same beginning (the rules of a chat or
 * a refactor), otherwise the one unused for longest. So a chat and requests beside it keep their prompts apart. Returns
 * an index into `lanes`, which must not be empty.
 */
export function chooseLane(lanes: readonly Lane[]): number {
  const commons = lanes.map(({ common }) => common).sort((a, b) => b - a);
  const [most = 0, next = 0] = commons;
  if (lanes.length > 1 && most < next + telling) {
    const ages = lanes.map(({ age }) => age);
    return ages.indexOf(Math.max(...ages));
  }
  return lanes.findIndex(({ common }) => common === most);
}
