import type * as vscode from "vscode";
import type { Handlers } from "../../../chat/protocol/protocol.ts";
import type { Panel } from "./panel.ts";
import type { StatusBar } from "../statusBar.ts";

/** What every feature may use. For anything of another feature, `app.ts` hands its register a port. */
export type Core = {
  context: vscode.ExtensionContext;
  log: vscode.LogOutputChannel;
  panel: Panel;
  status: StatusBar;
};

/** Runs a command. `argument`: passed by a menu, a link, a key or a test, in any form. */
export type Run = (argument: unknown) => unknown;

/**
 * The result of a feature's register: each command that the feature contributes, and a handler for each of its panel
 * messages.
 */
export type Feature<Command extends string = never, Message extends { type: string } = never> = vscode.Disposable & {
  commands: Readonly<Record<Command, Run>>;
  panel: Handlers<Message>;
};
