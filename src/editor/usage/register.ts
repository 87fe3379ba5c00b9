import * as vscode from "vscode";
import type { UsageToHost } from "../../chat/protocol/usage.ts";
import type { CommandOf } from "../core/feature/contributes.ts";
import type { Core, Feature } from "../core/feature/feature.ts";
import type { contributes } from "./contributes.ts";
import { UsageMeter } from "./usageMeter.ts";

type Usage = Feature<CommandOf<typeof contributes>, UsageToHost> & { meter: UsageMeter };

/** The cost of requests, and limits for it. */
export function registerUsage({ context, log, status }: Core): Usage {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, "usage").fsPath;
  const meter = new UsageMeter({ folder, memory: context.globalState, log });
  meter.spent = (today) => status.showSpent(today);
  return {
    meter,
    commands: { "gemma.showUsage": () => meter.show() },
    panel: { "show-usage": () => meter.show() },
    dispose: () => undefined,
  };
}
