/** A typical long answer: 30 chapters of prose, a list and a code block; about 79,000 characters. */
export function longAnswer(): string {
  return Array.from({ length: 30 }, (_, at) => chapter(at)).join("\n\n");
}

function chapter(at: number): string {
  const sentence = `In part ${at} the *reader* takes one line after the other and keeps the **place** where the last rule failed; see \`src/part${at}.ts:12\`. `;
  const code = Array.from({ length: 14 }, (_, line) => [
    `export function part${at}_${line}(values: readonly number[], factor = ${line}): number {`,
    `  return values.reduce((sum, value) => sum + value * factor, 0); // ${line}`,
    "}",
  ]).flat();
  return [
    `## Part ${at}`,
    sentence.repeat(5).trim(),
    `- one thing about part ${at}\n- another, with [a link](https://example.com/${at})\n- a third`,
    ["```typescript", ...code, "```"].join("\n"),
  ].join("\n\n");
}
