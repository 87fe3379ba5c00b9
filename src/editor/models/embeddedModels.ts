import type * as vscode from "vscode";
import type { PanelState, SetupState } from "../../chat/protocol.ts";
import type { Model } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import type { LocalFile } from "./modelChoice.ts";

export class EmbeddedModels {
  readonly available = false;
  constructor(_context: vscode.ExtensionContext, _log: vscode.LogOutputChannel, _changed: () => void) {}
  async files(): Promise<LocalFile[]> {
    return [];
  }
  async offers(): Promise<SetupState["embedded"]> {
    return { available: false, models: [] };
  }
  activity(): PanelState["engine"] {
    return undefined;
  }
  model(_file: LocalFile): Model {
    throw new ModelError({ kind: "engine" }, "No engine.");
  }
  async ensure(_id: string): Promise<boolean> {
    return false;
  }
  async chooseFile(): Promise<boolean> {
    return false;
  }
  cancelDownload(): void {}
  async unload(): Promise<void> {}
  dispose(): void {}
}
