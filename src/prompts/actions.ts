/** The instructions of the ready-made refactors, shown to the user as sent. */
export const actionInstructions = {
  simplify:
    "Simplify this code without changing what it does: remove repetition and needless nesting, use clear names.",
  extractFunction:
    "Extract the selected code into a well-named function beside it and call it there. Change nothing else.",
  addTypes: "Add precise types to parameters, results and variables where they help. Do not change what the code does.",
  addDocs:
    "Add documentation comments in the language's usual form to what is declared here: purpose, parameters, result, errors. Change no code.",
} as const;

/** A problem reported by the editor. Lines count from 1. */
export type Problem = {
  line: number;
  severity: "error" | "warning" | "information" | "hint";
  message: string;
  /** The reporting tool, and its code for the problem. */
  source?: string;
  code?: string;
  related: readonly { path: string; line: number; message: string }[];
};

/** The problems in words, with the language server's fixes as hints. */
export function problemsText(problems: readonly Problem[], remedies: readonly string[]): string {
  const lines = problems.flatMap(({ line, severity, message, source, code, related }) => {
    const by = [source, code].filter((part) => part !== undefined).join(" ");
    const head = `- line ${line}, ${severity}${by === "" ? "" : ` (${by})`}: ${message}`;
    return [head, ...related.map((other) => `  - see ${other.path}:${other.line}: ${other.message}`)];
  });
  const hints =
    remedies.length > 0 ? ["The language server offers these fixes:", ...remedies.map((each) => `- ${each}`)] : [];
  return ["Problems reported:", ...lines, ...hints].join("\n");
}

/** The instruction to fix problems; short, because it is shown. */
export const fixInstruction = (problems: readonly Problem[]): string => {
  const [first] = problems;
  if (problems.length !== 1 || !first) return `Fix these ${problems.length} problems.`;
  return `Fix this problem: ${first.message}`;
};
