import { existsSync } from "node:fs";
import { basename } from "node:path";
import * as vscode from "vscode";
import type { SetupState } from "../../../chat/protocol/models.ts";
import type { PanelState } from "../../../chat/protocol/protocol.ts";
import type { Model } from "../../../model/model.ts";
import { createEmbeddedEngine, type EmbeddedEngine } from "../../../providers/embedded/host/embeddedEngine.ts";
import { readSettings } from "../../core/settings/settings.ts";
import type { LocalFile } from "../choice/modelChoice.ts";
import { ModelFolder } from "./modelFolder.ts";
import { confirmDownload } from "./setupPage.ts";

/** The engine on this machine and its model files. */
export class EmbeddedModels implements vscode.Disposable {
  /** Whether this build includes the engine. */
  readonly available: boolean;
  private readonly engine: EmbeddedEngine;
  private readonly folder: ModelFolder;
  private readonly developerFile: string | undefined;
  private label = "";

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, changed: () => void) {
    // Environment variables for programs or files apply only in a development checkout, which has no packages beside
    // it.
    const variables = context.extensionMode === vscode.ExtensionMode.Production ? {} : process.env;
    this.developerFile = variables["GEMMA_CODE_MODEL"];
    const engineDir = variables["GEMMA_ENGINE_DIR"] ?? context.asAbsolutePath("engine");
    this.available = existsSync(`${engineDir}/node_modules/node-llama-cpp`);
    this.engine = createEmbeddedEngine({
      engineDir,
      childPath: context.asAbsolutePath("dist/engine.js"),
      idleMinutes: () => readSettings().embedded.idleMinutes,
      log: (line) => log.info(line),
    });
    const models = vscode.Uri.joinPath(context.globalStorageUri, "models").fsPath;
    this.folder = new ModelFolder(models, confirmDownload, changed);
    this.engine.onState(changed);
  }

  /** The available model files: one from the settings, or from a developer, first, then the downloaded ones. */
  async files(): Promise<LocalFile[]> {
    const named = readSettings().embedded.modelFile || this.developerFile;
    const own = named ? [{ id: "", label: labelOf(named), path: named }] : [];
    return [...own, ...(await this.folder.files())];
  }

  async offers(): Promise<SetupState["embedded"]> {
    return { available: this.available, models: this.available ? await this.folder.offers() : [] };
  }

  /** The engine's work outside a turn: a download or a load. */
  activity(): PanelState["engine"] {
    const download = this.folder.activity();
    if (download) return download;
    const { state } = this.engine;
    return state.kind === "loading" ? { phase: "loading", label: this.label, fraction: state.fraction } : undefined;
  }

  model(file: LocalFile): Model {
    this.label = file.label;
    const { contextTokens } = readSettings().embedded;
    return this.engine.model({ file: file.path, label: file.label, id: file.id || file.path, contextTokens });
  }

  /** Ensures that a catalogue model is on disk; false if the user declined or cancelled. */
  ensure(id: string): Promise<boolean> {
    return this.folder.ensure(id, readSettings().embedded.mirror);
  }

  /** Lets the user name a GGUF file; false if cancelled. */
  async chooseFile(): Promise<boolean> {
    const [file] =
      (await vscode.window.showOpenDialog({ filters: { "GGUF models": ["gguf"] }, openLabel: "Use This Model" })) ?? [];
    if (!file) return false;
    const config = vscode.workspace.getConfiguration("gemma");
    await config.update("embedded.modelFile", file.fsPath, vscode.ConfigurationTarget.Global);
    return true;
  }

  cancelDownload(): void {
    this.folder.cancel();
  }

  unload(): Promise<void> {
    return this.engine.unload();
  }

  dispose(): void {
    this.folder.cancel();
    this.engine.dispose();
  }
}

/** The display name of a model file: its file name without ".gguf". */
const labelOf = (path: string): string => basename(path).replace(/\.gguf$/i, "");
