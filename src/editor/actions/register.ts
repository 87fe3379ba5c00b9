import { actionInstructions } from "../../prompts/actions.ts";
import type { ResolveModel } from "../core/answering.ts";
import type { CommandOf } from "../core/feature/contributes.ts";
import type { Feature, Run } from "../core/feature/feature.ts";
import type { StartRefactor } from "../core/feature/startRefactor.ts";
import { type Target, targetOf } from "../language/target.ts";
import { extractFunction, fixProblem, refactorAt } from "./actions.ts";
import type { contributes } from "./contributes.ts";
import { renameForClarity } from "./rename.ts";
import { writeTests } from "./writeTests.ts";
import { inform } from "../show/notices.ts";

/** Ready-made refactors at the place of their argument, otherwise at the active editor's selection. */
export function registerActions(ports: {
  refactor: StartRefactor;
  resolve: ResolveModel;
}): Feature<CommandOf<typeof contributes>> {
  const { refactor, resolve } = ports;
  return {
    commands: {
      "gemma.simplify": at((target) => refactorAt(target, actionInstructions.simplify, refactor)),
      "gemma.extractFunction": at((target) => extractFunction(target, refactor)),
      "gemma.renameForClarity": at((target) => renameForClarity(target, resolve)),
      "gemma.addTypes": at((target) => refactorAt(target, actionInstructions.addTypes, refactor)),
      "gemma.addDocs": at((target) => refactorAt(target, actionInstructions.addDocs, refactor)),
      "gemma.writeTests": at((target) => writeTests(target, resolve)),
      "gemma.fixProblem": at((target) => fixProblem(target, refactor)),
    },
    panel: {},
    dispose: () => undefined,
  };
}

/** Runs an action on the code at the target; if there is none, says so. */
const at =
  (action: (target: Target) => Promise<void>): Run =>
  async (argument) => {
    const target = await targetOf(argument);
    if (target) return action(target);
    void inform("Open a file and put the cursor into the code.");
  };
