import type { EmbeddedOffer, PanelState } from "../../chat/protocol.ts";
import type { LocalFile } from "./modelChoice.ts";

export class ModelFolder {
  constructor(_folder: string, _changed: () => void) {}
  async files(): Promise<LocalFile[]> {
    return [];
  }
  async offers(): Promise<EmbeddedOffer[]> {
    return [];
  }
  activity(): PanelState["engine"] {
    return undefined;
  }
  async ensure(_id: string, _mirror: string): Promise<boolean> {
    return false;
  }
  cancel(): void {}
}
