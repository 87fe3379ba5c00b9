import type * as vscode from "vscode";
import { presets } from "../../../providers/presets/presets.ts";
import { readSettings, storeModelChoice } from "../../core/settings/settings.ts";
import { addressesAfter } from "./addresses.ts";
import { ownAddress } from "./modelChoice.ts";
import type { Picked } from "../picker/modelRows.ts";

/** The storage key for base URLs of other providers. */
const ADDRESSES = "gemma.addresses";

/** The stored choice of a model: in the user's settings, with base URLs of other providers remembered separately. */
export class StoredChoice {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  /** The address of the user's own server, current or remembered; "" if there is none. */
  get ownServer(): string {
    return ownAddress(presets.custom, readSettings()) ?? this.remembered["custom"] ?? "";
  }

  async put(picked: Extract<Picked, { type: "embedded" | "server" }>): Promise<void> {
    const to = picked.type === "embedded" ? { preset: "embedded" as const } : picked;
    const { baseUrl, remembered } = addressesAfter(to, readSettings(), this.remembered);
    await this.memory.update(ADDRESSES, remembered);
    const model = picked.type === "embedded" ? picked.id : picked.model;
    await storeModelChoice({ provider: to.preset, model, ...(baseUrl !== undefined && { baseUrl }) });
  }

  private get remembered(): Readonly<Record<string, string>> {
    return this.memory.get(ADDRESSES, {});
  }
}
