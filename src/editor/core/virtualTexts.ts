import * as vscode from "vscode";

const SCHEME = "gemma-text";
/** Number of texts kept, enough for all open diff editors; older ones are dropped. */
const KEPT = 40;

/** Read-only documents in memory: the two sides of a proposed change. */
class VirtualTexts implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private count = 0;

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  /** The address of a document with this text; `path` gives its name and language. */
  put(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${path.replace(/^\/+/, "")}`, query: String(this.count++) });
    this.texts.set(uri.toString(), text);
    const oldest = this.texts.keys().next().value;
    if (this.texts.size > KEPT && oldest !== undefined) this.texts.delete(oldest);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }
}

export const virtualTexts = new VirtualTexts();
