import { stat } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import type { EmbeddedOffer } from "../../../chat/protocol/models.ts";
import type { PanelState } from "../../../chat/protocol/protocol.ts";
import {
  catalogue,
  type CatalogueModel,
  downloadUrl,
  licences,
  recommendModel,
} from "../../../providers/embedded/download/catalogue.ts";
import { downloadModel, type DownloadProgress } from "../../../providers/embedded/download/download.ts";
import { bytesText } from "../../../providers/embedded/format/modelFile.ts";
import type { LocalFile } from "../choice/modelChoice.ts";

type Confirm = (offer: EmbeddedOffer) => Promise<boolean>;

/** The catalogue's models on this machine: downloaded, available, and the running download. */
export class ModelFolder {
  private readonly folder: string;
  private readonly confirm: Confirm;
  private readonly changed: () => void;
  private download: { model: CatalogueModel; stop: AbortController; progress?: DownloadProgress } | undefined;

  /** `confirm` shows a model's licence before its download and returns whether to continue. */
  constructor(folder: string, confirm: Confirm, changed: () => void) {
    this.folder = folder;
    this.confirm = confirm;
    this.changed = changed;
  }

  /** Models on disk, the largest first: whoever downloaded it wants it. */
  async files(): Promise<LocalFile[]> {
    const found = await Promise.all(catalogue.map(async (model) => ((await this.isPresent(model)) ? [model] : [])));
    return found
      .flat()
      .toReversed()
      .map((model) => ({ id: model.id, label: model.label, path: this.path(model) }));
  }

  async offers(): Promise<EmbeddedOffer[]> {
    return Promise.all(catalogue.map((model) => this.offer(model)));
  }

  /** The running download, for the panel. */
  activity(): PanelState["engine"] {
    if (!this.download) return undefined;
    const { model, progress } = this.download;
    const total = progress?.totalBytes ?? model.bytes;
    const done = progress?.receivedBytes ?? 0;
    return { phase: "downloading", label: model.label, fraction: done / total, detail: words(done, total, progress) };
  }

  /** Ensures that a model is on disk; false if the user declined. Throws what the download throws. */
  async ensure(id: string, hub: string): Promise<boolean> {
    const model = catalogue.find((each) => each.id === id);
    if (!model) return false;
    if (await this.isPresent(model)) return true;
    if (this.download?.model === model || !(await this.confirm(await this.offer(model)))) return false;
    this.cancel();
    const download: NonNullable<typeof this.download> = { model, stop: new AbortController() };
    this.download = download;
    this.changed();
    try {
      await downloadModel({
        url: downloadUrl(model, hub),
        destination: this.path(model),
        bytes: model.bytes,
        ...(model.sha256 !== undefined && { sha256: model.sha256 }),
        signal: download.stop.signal,
        onProgress: (progress) => {
          download.progress = progress;
          this.changed();
        },
      });
    } finally {
      if (this.download === download) this.download = undefined;
      this.changed();
    }
    return true;
  }

  cancel(): void {
    this.download?.stop.abort();
  }

  private async offer(model: CatalogueModel): Promise<EmbeddedOffer> {
    const licence = licences[model.licence];
    return {
      id: model.id,
      label: model.label,
      bytes: model.bytes,
      memoryBytes: model.memoryBytes,
      licence: licence.name,
      licenceUrl: licence.url,
      recommended: recommendModel(totalmem()) === model,
      present: await this.isPresent(model),
      tooLarge: model.memoryBytes > totalmem(),
    };
  }

  private async isPresent(model: CatalogueModel): Promise<boolean> {
    return stat(this.path(model)).then(
      (file) => file.isFile(),
      () => false,
    );
  }

  private path(model: CatalogueModel): string {
    return join(this.folder, model.file);
  }
}

function words(done: number, total: number, progress: DownloadProgress | undefined): string {
  const amount = `${bytesText(done)} of ${bytesText(total)}`;
  if (!progress || progress.bytesPerSecond === 0) return amount;
  const left = progress.secondsLeft === undefined ? "" : `, ${timeText(progress.secondsLeft)} left`;
  return `${amount}, ${bytesText(progress.bytesPerSecond)}/s${left}`;
}

const timeText = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
