export { decideCommand, describeCommand } from "./command/decideCommand.ts";
export { decidePath } from "./path/decidePath.ts";
export type { CommandQuestion, PathQuestion, Shell, Verdict } from "./path/question.ts";
