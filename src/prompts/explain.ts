import { type CodeExcerpt, withCode } from "./code.ts";

/** Asks for an explanation of a piece of code. */
export const explainPrompt = (code: CodeExcerpt): string =>
  withCode("Explain this code: what it does, how, and anything surprising about it. Be brief.", [code]);
