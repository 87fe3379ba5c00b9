/**
 * One of the engine's sequences as a prompt finds it: how many tokens it holds that the prompt begins with, and how many
 * questions others have answered since it was last used.
 */
export type Lane = { common: number; age: number };

/** Every prompt begins with the markup of its first turn; only more than that tells what kind of prompt it is. */
const telling = 16;

/**
 * In which lane to answer: that of the conversation which goes on, or of a prompt with the same beginning (a chat's rules,
 * a refactor's), else the one that was not used for longest. So a chat and what is asked beside it keep their prompts
 * apart. The index into `lanes`, of which there is at least one.
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
