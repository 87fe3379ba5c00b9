import type * as vscode from "vscode";
import type { Handlers } from "../../../chat/protocol/protocol.ts";
import type { Panel } from "./panel.ts";
import type { StatusBar } from "../statusBar.ts";

/** What every feature may use. What one feature needs of another is a port, which `app.ts` hands to its register. */
export type Core = {
  context: vscode.ExtensionContext;
  log: vscode.LogOutputChannel;
  panel: Panel;
  status: StatusBar;
};

/** Carries out a command. `argument`: what a menu, a link, a key or a test gives along, of any form. */
export type Run = (argument: unknown) => unknown;

/**
 * What a feature's register gives back: each command that the feature contributes, and a handler for each message of the
 * panel that is its own.
 */
export type Feature<Command extends string = never, Message extends { type: string } = never> = vscode.Disposable & {
  commands: Readonly<Record<Command, Run>>;
  panel: Handlers<Message>;
};
