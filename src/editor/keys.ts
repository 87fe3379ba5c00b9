import type * as vscode from "vscode";

/**
 * API keys: kept in SecretStorage alone. A key in the environment is used where none is stored and is never written.
 */
export class Keys {
  private readonly secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.secrets = secrets;
  }

  async get(preset: string, environmentName: string | undefined): Promise<string | undefined> {
    const stored = await this.secrets.get(name(preset));
    return stored || (environmentName && process.env[environmentName]) || undefined;
  }

  async set(preset: string, key: string): Promise<void> {
    await this.secrets.store(name(preset), key.trim());
  }

  async remove(preset: string): Promise<void> {
    await this.secrets.delete(name(preset));
  }
}

const name = (preset: string): string => `gemma.key.${preset}`;
