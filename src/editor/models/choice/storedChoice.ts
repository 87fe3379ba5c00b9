import type * as vscode from "vscode";
import { presets } from "../../../providers/parameters/presets.ts";
import { readSettings, storeModelChoice } from "../../core/settings.ts";
import { addressesAfter } from "./addresses.ts";
import { ownAddress } from "./modelChoice.ts";
import type { Picked } from "../picker/modelRows.ts";

/** Where base URLs of providers that are not chosen now are remembered. */
const ADDRESSES = "gemma.addresses";

/** The choice of a model as it is kept: in the user's settings, with base URLs of other providers remembered beside them. */
export class StoredChoice {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  /** The address of the user's own server, chosen now or before; "" where there is none. */
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
