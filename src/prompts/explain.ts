import { type CodeExcerpt, codeBlock, withCode } from "./code.ts";

const brief = "what it does, how, and anything surprising about it. Be brief. Put names of the code in backticks.";

/** Asks for an explanation of a piece of code. */
export const explainPrompt = (code: CodeExcerpt): string => withCode(`Explain this code: ${brief}`, [code]);

/** Asks why problems are reported. `problems`: their text. */
export const explainProblemPrompt = (code: CodeExcerpt, problems: string): string =>
  withCode(
    `${problems}\n\nExplain why this is reported, what it means here, and how to solve it. Be brief. Put names of the code in backticks.`,
    [code],
  );

/** Asks for an explanation of a change. `diff`: lines marked with "+", "-" or a space. */
export const explainChangePrompt = (path: string, diff: string): string =>
  `A change of ${path}:\n${fenced(diff, "diff")}\n\nExplain this change: what is different afterwards, why one would make it, and what it might break. Be brief. Put names of the code in backticks.`;

/** Asks for an explanation of terminal output. */
export const explainTerminalPrompt = (text: string): string =>
  `From the terminal:\n${fenced(text, "")}\n\nExplain this output. If something failed, say what, why, and what to do. Be brief.`;

const fenced = (text: string, languageId: string): string => {
  const block = codeBlock({ path: "", languageId, startLine: 1, endLine: 1, text });
  return block.slice(block.indexOf("\n") + 1);
};

/** The questions of the suggestions under an explanation; `text` is what the user sees. */
export const followUpPrompts = {
  why: {
    text: "Why?",
    prompt: "Why is it done this way? Give the reasons you can see in the code, and the usual alternative. Be brief.",
  },
  simpler: {
    text: "Simpler",
    prompt: "Explain it again more simply, for someone who is new to this code, without jargon. Be brief.",
  },
  example: {
    text: "Show an example",
    prompt: "Show a short, concrete example: call it with real values and say step by step what happens.",
  },
} as const;
