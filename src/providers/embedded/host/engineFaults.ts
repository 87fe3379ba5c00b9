import { basename } from "node:path";
import { ModelError } from "../../../model/modelError.ts";
import type { EngineExit } from "./engineProcess.ts";
import type { ChildFault } from "../format/messages.ts";

/** The cause of a ModelError for a process that ended by itself. */
export class EngineCrash extends Error {}

const keeps = " What it had written is kept.";

/**
 * The process ended by itself. `doing`: "starting", "loading the model" or "answering"; `hasSaid`: text had arrived.
 */
export function crashed(exit: EngineExit, doing: string, hasSaid: boolean): ModelError {
  const kept = hasSaid ? keeps : "";
  return new ModelError(
    { kind: "engine" },
    `The engine ${ending(exit)} while ${doing}.${kept} Ask again to restart it; if that happens again, choose a ` +
      "smaller model or a shorter context.",
    { cause: new EngineCrash(exit.lastWords) },
  );
}

/** The process ran without output for so long that it was ended; `hasSaid`: text had arrived before. */
export function fellSilent(seconds: number, hasSaid: boolean): ModelError {
  const what = hasSaid ? "fell silent in mid-answer" : "did not begin to answer";
  const kept = hasSaid ? keeps : "";
  return new ModelError(
    { kind: "engine" },
    `The engine ${what}: nothing came for ${seconds} s.${kept} Ask again to restart it.`,
    { cause: new EngineCrash("silent") },
  );
}

function ending({ code, signal, lastWords }: EngineExit): string {
  if (signal === "SIGKILL") return "was ended by the system (SIGKILL), most likely because memory ran out,";
  if (signal !== null) return `crashed (${signal})`;
  return code === null ? `could not be started (${lastWords})` : `stopped (code ${code})`;
}

/** The process reported a failure. `file` is the model it was given. */
export function reported(fault: ChildFault, detail: string, file: string): ModelError {
  switch (fault.kind) {
    case "overflow":
      return new ModelError(
        fault,
        `The conversation is too long: ${fault.promptTokens.toLocaleString("en")} tokens of ` +
          `${fault.contextTokens.toLocaleString("en")}. Compact it, start a new chat, or set a longer context.`,
      );
    case "memory":
      return new ModelError(
        fault,
        `${basename(file)} does not fit into memory (${sentence(detail)}). Choose a smaller model or a shorter ` +
          "context, or close other programs.",
      );
    case "model-file":
      return new ModelError(
        fault,
        `The engine cannot load ${basename(file)} (${sentence(detail)}). Download it again or choose another model.`,
      );
    case "engine":
      return new ModelError(fault, `The engine failed (${sentence(detail)}). Ask again, or choose another provider.`);
  }
}

/** The first line of a message, without its full stop. */
function sentence(detail: string): string {
  return (detail.split("\n")[0] ?? "").trim().replace(/\.$/, "") || "no reason given";
}

/** The engine crashed so often in a row that a restart would only repeat it. */
export function crashLoop(times: number, minutes: number): ModelError {
  return new ModelError(
    { kind: "engine" },
    `The engine crashed ${times} times in a row and is not started again for ${minutes} minutes. Choose a smaller ` +
      "model or another provider, or restart the engine to try at once.",
  );
}

export function engineMissing(engineDir: string): ModelError {
  return new ModelError(
    { kind: "engine" },
    `The built-in engine is not installed (looked in ${engineDir}). Install it, or choose another provider.`,
  );
}

export function stopped(): ModelError {
  return new ModelError({ kind: "aborted" }, "Stopped.");
}
