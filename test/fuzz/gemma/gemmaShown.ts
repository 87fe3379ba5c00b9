import fc from "fast-check";
import { anyCall, writers, type Call, type Writer } from "./gemmaCalls.ts";

/* Calls that an answer only shows, in every form of code and quotation that Markdown has. */

const lines = (text: string, indent: string): string => text.replaceAll("\n", `\n${indent}`);

/** The forms of code and quotation. */
export const frames: Record<string, (call: string) => string> = {
  "code block": (call) => `\`\`\`\`\`text\n${call}\n\`\`\`\`\``,
  "code block of tildes": (call) => `~~~~~ts\n${call}\n~~~~~`,
  "code block of a list item": (call) => `- \`\`\`\`\`md\n  ${lines(call, "  ")}\n  \`\`\`\`\``,
  "code block of a numbered item": (call) => `12. ~~~~~text\n    ${lines(call, "    ")}\n    ~~~~~`,
  "block quote": (call) => `> ${lines(call, "> ")}`,
  "indented block": (call) => `\n    ${lines(call, "    ")}`,
  "inline code": (call) => `The call \`${call.replaceAll(/[\n`]/g, " ")}\` is one.`,
};

export type Shown = { answer: string; call: Call; writer: Writer };

/** An answer that shows a call of a declared tool. */
export const shownCall: fc.Arbitrary<Shown> = fc
  .record({
    call: anyCall,
    writer: fc.constantFrom(...Object.values(writers)),
    frame: fc.constantFrom(...Object.values(frames)),
    before: fc.constantFrom("Look:\n", "So.\n\n", "I'll show it:\n\n", "It is 1 < 2.\n"),
    after: fc.constantFrom("", "\nThat is it.", "\n\nThen I stop."),
  })
  .filter(({ call, writer }) => writer.cannot?.(call) !== true && !/[\r\t]/.test(writer.write(call)))
  .map(({ call, writer, frame, before, after }) => ({
    answer: before + frame(writer.write(call)) + after,
    call,
    writer,
  }));
