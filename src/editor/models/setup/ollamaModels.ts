import * as vscode from "vscode";
import type { PanelState } from "../../../chat/protocol/protocol.ts";
import { toModelError } from "../../../model/modelError.ts";
import { type LoadedModel, loadedModels, type OllamaServerOptions } from "../../../providers/ollama/ollamaServer.ts";
import { pullModel, type PullProgress } from "../../../providers/ollama/pullModel.ts";
import { unloadModel } from "../../../providers/ollama/unloadModel.ts";
import { loadedWords, pullWords } from "./ollamaWords.ts";
import { askText, pickRow, type PlainRow } from "../../show/inputs.ts";
import { tellError } from "../../show/notices.ts";
import { type Report, withNotice } from "../../show/progress.ts";

/** Gemmas in Ollama's library, smallest first, with their download in gigabytes if stated. */
const library: readonly { name: string; what: string; gigabytes?: number }[] = [
  { name: "gemma3:270m", what: "Gemma 3 270M, text", gigabytes: 0.29 },
  { name: "gemma3:1b", what: "Gemma 3 1B, text", gigabytes: 0.82 },
  { name: "gemma3:4b", what: "Gemma 3 4B, text and images", gigabytes: 3.3 },
  { name: "gemma4:e2b", what: "Gemma 4 E2B, tools, images" },
  { name: "gemma4:e4b", what: "Gemma 4 E4B, tools, images" },
  { name: "gemma3:12b", what: "Gemma 3 12B, text and images", gigabytes: 8.1 },
  { name: "gemma4:26b", what: "Gemma 4 26B-A4B, tools, images" },
  { name: "gemma3:27b", what: "Gemma 3 27B, text and images", gigabytes: 17 },
  { name: "gemma4:31b", what: "Gemma 4 31B, tools, images" },
];

/** Time limit for a list or an unload, in milliseconds. */
const timeoutMs = 15_000;

/** How often a pull's progress is shown, in milliseconds; its steps are shown at once. */
const progressEvery = 200;

type Pull = { name: string; stop: AbortController; progress?: PullProgress };

/** Manages Ollama's models: pulls them, shows those in memory, unloads them. */
export class OllamaModels implements vscode.Disposable {
  private readonly changed: () => void;
  private running: Pull | undefined;

  /** `changed` is called on every step of a pull. */
  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** The running pull, for the panel. */
  activity(): PanelState["engine"] {
    if (!this.running) return undefined;
    const { name, progress } = this.running;
    const { total, completed = 0 } = progress ?? {};
    return {
      phase: "downloading",
      label: name,
      ...(total !== undefined && total > 0 && { fraction: completed / total }),
      ...(progress && { detail: pullWords(progress) }),
    };
  }

  /**
   * Makes the server download a Gemma that the user picks; returns its name, or undefined if cancelled. A stopped
   * download resumes next time. Throws ModelError.
   */
  async pull(server: OllamaServerOptions): Promise<string | undefined> {
    const name = await pickFromLibrary();
    if (name === undefined) return undefined;
    this.cancel();
    const pull: Pull = { name, stop: new AbortController() };
    this.running = pull;
    const title = `Ollama: pulling ${name}`;
    try {
      await withNotice(title, async (report, cancelled) => {
        cancelled.addEventListener("abort", () => pull.stop.abort(), { once: true });
        await this.download(server, pull, report);
      });
      return name;
    } finally {
      if (this.running === pull) this.running = undefined;
      this.changed();
    }
  }

  cancel(): void {
    this.running?.stop.abort();
  }

  /** The models in the server's memory; empty if it doesn't answer. */
  async loaded(server: OllamaServerOptions): Promise<LoadedModel[]> {
    return loadedModels(server, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => []);
  }

  /** Unloads a model, or without a name one that the user picks. Throws ModelError. */
  async unload(server: OllamaServerOptions, name?: string): Promise<void> {
    const picked = name ?? (await this.pickLoaded(server));
    if (picked !== undefined) await unloadModel(server, picked, { signal: AbortSignal.timeout(timeoutMs) });
    this.changed();
  }

  /**
   * Unloads like `unload`; without a name, the list shows each model's window, memory and remaining time. Shows
   * failures.
   */
  async manage(server: OllamaServerOptions, name?: string): Promise<void> {
    try {
      await this.unload(server, name);
    } catch (error) {
      const { fault, message } = toModelError(error);
      if (fault.kind !== "aborted") void tellError(`Gemma Code: ${message}`);
    }
  }

  dispose(): void {
    this.cancel();
  }

  private async download(server: OllamaServerOptions, pull: Pull, report: Report): Promise<void> {
    let shown = 0;
    let told = Number.NEGATIVE_INFINITY;
    const onProgress = (progress: PullProgress): void => {
      const isNews = progress.status !== pull.progress?.status;
      pull.progress = progress;
      if (!isNews && performance.now() - told < progressEvery) return;
      told = performance.now();
      const percent = progress.total ? (100 * (progress.completed ?? 0)) / progress.total : 0;
      report(pullWords(progress), Math.max(0, percent - shown));
      shown = Math.max(shown, percent);
      this.changed();
    };
    await pullModel({ ...server, name: pull.name, onProgress, signal: pull.stop.signal });
  }

  private async pickLoaded(server: OllamaServerOptions): Promise<string | undefined> {
    const found = await loadedModels(server, { signal: AbortSignal.timeout(timeoutMs) });
    const none: PlainRow[] = [{ label: "No model is in memory", alwaysShow: true }];
    const rows = found.map((model) => ({ label: model.name, description: loadedWords(model, Date.now()) }));
    const placeHolder = "In Ollama's memory. Pick one to unload it";
    const picked = await pickRow<PlainRow>(rows.length > 0 ? rows : none, { title: "Ollama", placeHolder });
    return found.find(({ name }) => name === picked?.label)?.name;
  }
}

async function pickFromLibrary(): Promise<string | undefined> {
  const other = { label: "Another name…", iconPath: new vscode.ThemeIcon("edit"), name: "", description: "" };
  const rows = library.map(({ name, what, gigabytes }) => ({
    label: name,
    name,
    description: gigabytes === undefined ? what : `${what} · ${gigabytes} GB`,
  }));
  const options = { title: "Pull a Gemma with Ollama", placeHolder: "Which one?", matchOnDescription: true };
  const picked = await pickRow([...rows, other], options);
  if (picked !== other) return picked?.name;
  const prompt = "A model of Ollama's library, or a GGUF repository as hf.co/<owner>/<name>";
  const value = await askText({ title: options.title, prompt, placeHolder: "gemma3:4b-it-qat" });
  return value?.trim() || undefined;
}
