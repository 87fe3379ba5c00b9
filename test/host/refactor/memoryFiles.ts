import * as vscode from "vscode";

/** Files of an editor's extension: in memory, where a remote or virtual workspace has them elsewhere. */
export class MemoryFiles implements vscode.FileSystemProvider {
  private readonly files = new Map<string, Uint8Array>();
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;

  constructor(files: Record<string, string>) {
    for (const [path, text] of Object.entries(files)) this.files.set(path, new TextEncoder().encode(text));
  }

  text(path: string): string {
    return new TextDecoder().decode(this.files.get(path));
  }
  stat({ path }: vscode.Uri): vscode.FileStat {
    const size = this.readFile(vscode.Uri.file(path)).length;
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size };
  }
  readFile({ path }: vscode.Uri): Uint8Array {
    const content = this.files.get(path);
    if (!content) throw vscode.FileSystemError.FileNotFound(path);
    return content;
  }
  writeFile({ path }: vscode.Uri, content: Uint8Array): void {
    this.files.set(path, content);
  }
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  delete({ path }: vscode.Uri): void {
    this.files.delete(path);
  }
  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}
