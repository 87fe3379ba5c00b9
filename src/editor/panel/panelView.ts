import * as vscode from "vscode";
import { parseToHost, type ToHost, type ToPanel } from "../../chat/protocol/protocol.ts";
import { panelHtml } from "./panelHtml.ts";

/** The panel's webview: posts messages, receives checked ones, and shows the badge. It holds no conversation. */
export class PanelView implements vscode.Disposable {
  private view: vscode.WebviewView | undefined;
  private readonly extensionUri: vscode.Uri;
  private readonly received = new vscode.EventEmitter<ToHost>();
  readonly onMessage = this.received.event;

  constructor(extensionUri: vscode.Uri) {
    this.extensionUri = extensionUri;
  }

  resolve(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: ["dist", "media"].map((folder) => vscode.Uri.joinPath(this.extensionUri, folder)),
    };
    const listening = view.webview.onDidReceiveMessage((message: unknown) => {
      const parsed = parseToHost(message);
      if (parsed) this.received.fire(parsed);
    });
    view.onDidDispose(() => {
      listening.dispose();
      this.view = undefined;
    });
    view.webview.html = panelHtml(view.webview, this.extensionUri);
  }

  /** Dropped while no panel is open; a newly opened panel gets everything on "ready". */
  post(message: ToPanel): void {
    void this.view?.webview.postMessage(message);
  }

  /** Shows pending approvals in the view's badge and description. */
  showWaiting(approvals: number): void {
    if (!this.view) return;
    this.view.badge = approvals > 0 ? { value: approvals, tooltip: "Gemma waits for your approval" } : undefined;
    this.view.description = approvals > 0 ? "waits for you" : "";
  }

  dispose(): void {
    this.received.dispose();
  }
}
