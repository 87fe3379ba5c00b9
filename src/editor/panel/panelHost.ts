import type * as vscode from "vscode";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { ImageFile } from "../../chat/protocol/attachments.ts";
import { handle, type Handlers, type PanelState, type ToHost, type ToPanel } from "../../chat/protocol/protocol.ts";
import { wordsOf } from "../core/errorWords.ts";
import type { Panel } from "../core/feature/panel.ts";
import type { PanelView } from "./panelView.ts";
import { showView } from "./viewId.ts";
import { tellError } from "../show/notices.ts";

type Draft = { text: string; chips: readonly Attachment[]; images: readonly ImageFile[] };

/** The host's end of the panel: passes its messages to the features, and sends it their state. */
export class PanelHost implements Panel {
  private readonly view: PanelView;
  private readonly log: vscode.LogOutputChannel;
  private state: (() => Promise<PanelState>) | undefined;
  /** The content for the composer once the panel is open. */
  private draft: Draft | undefined;
  private isOpen = false;

  constructor(view: PanelView, log: vscode.LogOutputChannel) {
    this.view = view;
    this.log = log;
  }

  /** Connects the panel's messages to `handlers`; `state` returns what it shows around the conversation. */
  serve(handlers: Handlers<ToHost>, state: () => Promise<PanelState>): void {
    this.state = state;
    this.view.onMessage((message) => {
      void (async () => handle(handlers, message))().catch((error: unknown) => this.report(error));
    });
  }

  post(message: ToPanel): void {
    this.view.post(message);
  }

  async refresh(): Promise<void> {
    if (this.state) this.post({ type: "state", state: await this.state() });
  }

  async compose(text: string, chips: readonly Attachment[], images: readonly ImageFile[] = []): Promise<void> {
    this.draft = { text, chips, images };
    await this.show();
    if (this.isOpen) this.postDraft();
  }

  show(): Promise<void> {
    return showView();
  }

  async takeFocus(): Promise<void> {
    await this.show();
    this.post({ type: "focus" });
  }

  async refocusing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      void this.takeFocus();
    }
  }

  showWaiting(approvals: number): void {
    this.view.showWaiting(approvals);
  }

  async greet(): Promise<void> {
    this.isOpen = true;
    await this.refresh();
    this.postDraft();
  }

  report(error: unknown): void {
    const message = wordsOf(error);
    this.log.error(message);
    void tellError(`Gemma Code: ${message}`);
  }

  private postDraft(): void {
    if (this.draft) {
      const { text, chips, images } = this.draft;
      this.post({ type: "compose", text, chips });
      if (images.length > 0) this.post({ type: "images", files: images });
    }
    this.draft = undefined;
    this.post({ type: "focus" });
  }
}
