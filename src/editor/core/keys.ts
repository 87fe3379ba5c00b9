import type * as vscode from "vscode";

/**
 * API keys, kept only in SecretStorage. A key from the environment is used if none is stored, and is never written.
 * Keys are cached until they change, because every question needs one and secrets are slow to read.
 */
export class Keys implements vscode.Disposable {
  private readonly secrets: vscode.SecretStorage;
  private readonly read = new Map<string, Promise<string | undefined>>();
  private readonly listening: vscode.Disposable;

  constructor(secrets: vscode.SecretStorage) {
    this.secrets = secrets;
    this.listening = secrets.onDidChange(({ key }) => this.read.delete(key));
  }

  async get(preset: string, environmentName: string | undefined): Promise<string | undefined> {
    const name = nameOf(preset);
    const reading = this.read.get(name) ?? Promise.resolve(this.secrets.get(name));
    this.read.set(name, reading);
    return (await reading) || (environmentName && process.env[environmentName]) || undefined;
  }

  async set(preset: string, key: string): Promise<void> {
    await this.change(preset, this.secrets.store(nameOf(preset), key.trim()));
  }

  async remove(preset: string): Promise<void> {
    await this.change(preset, this.secrets.delete(nameOf(preset)));
  }

  dispose(): void {
    this.listening.dispose();
    this.read.clear();
  }

  /** A question during a change reads the new key, not the cached one. */
  private async change(preset: string, changing: Thenable<void>): Promise<void> {
    this.read.delete(nameOf(preset));
    await changing;
    this.read.delete(nameOf(preset));
  }
}

const nameOf = (preset: string): string => `gemma.key.${preset}`;
