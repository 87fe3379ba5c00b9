/** The length of the answer that all streams use, in characters. */
export const ANSWER_LENGTH = 79_355;
export const SECTIONS = 30;
/** The last word of the answer; once it is on screen, everything is. */
export const LAST_WORD = "THE_END_OF_IT";
/** The first characters of the answer; no question contains them. */
export const FIRST_WORDS = "Here";

/**
 * A typical model answer, the same at every call: 30 sections of a heading, a paragraph with inline marks, a list and a
 * TypeScript block. 79,355 ASCII characters in all.
 */
export function answerText(): string {
  const head = `${FIRST_WORDS} is the plan, step by step.\n\n`;
  const sections = Array.from({ length: SECTIONS }, (_, at) => section(at));
  const foot = `\n${LAST_WORD}\n`;
  const missing = ANSWER_LENGTH - head.length - foot.length - sections.join("").length;
  return head + sections.map((text, at) => text.replace("\n\n- ", `${filler(missing, at)}\n\n- `)).join("") + foot;
}

function section(at: number): string {
  const paragraph = Array.from({ length: 5 }, (_, n) => sentence(at + n)).join(" ");
  const functions = Array.from({ length: 8 }, (_, n) => functionText(at, n)).join("\n");
  return [
    `## Part ${at + 1}: the stage \`stage${at}\``,
    paragraph,
    `- it owns \`stage${at}\` alone\n- its input is described [in the guide](https://example.com/stages/${at})\n- it can be *stopped* between two items`,
    `\`\`\`typescript\n${functions}\n\`\`\`\n\n`,
  ].join("\n\n");
}

const sentence = (n: number): string =>
  `A **stage** takes items from the one before it, keeps \`count${n}\` of them at most, and says *at once* when the next cannot follow, so that nothing waits unseen in a buffer.`;

const functionText = (at: number, n: number): string =>
  [
    `export async function* stage${at}_${n}(items: AsyncIterable<number>, limit = ${n}): AsyncGenerator<number> {`,
    `  for await (const item of items) if (item > limit) yield item * ${at + n}; // keeps ${n}`,
    "}",
  ].join("\n");

/** Words that fill the text to its length: an equal share per section, the rest in the last. */
function filler(missing: number, at: number): string {
  const share = Math.floor(missing / SECTIONS);
  const length = at === SECTIONS - 1 ? missing - share * (SECTIONS - 1) : share;
  return " and so on".repeat(Math.ceil(length / 10)).slice(0, length);
}
