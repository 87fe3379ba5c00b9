import * as vscode from "vscode";
import type { EmbeddedOffer } from "../../chat/protocol.ts";
import type { LocalServer } from "../../providers/discovery/discover.ts";
import { type PresetId, presetIds, presets } from "../../providers/presets.ts";

export type Picked =
  | { type: "embedded"; id: string }
  | { type: "server"; preset: PresetId; model: string; baseUrl?: string }
  | { type: "set-up" };

type Row = vscode.QuickPickItem & { choice?: Picked };

export type PickerFacts = {
  offers: readonly EmbeddedOffer[];
  keyed: ReadonlySet<PresetId>;
  /** The model in use, as "<preset> <model id>". */
  current: string;
  findServers(): Promise<readonly LocalServer[]>;
};

/** One list of every model that answers at once, of those found running here, and of what could be set up. */
export function pickModel(facts: PickerFacts): Promise<Picked | undefined> {
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = "Gemma model";
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.busy = true;
  const before = [...embeddedRows(facts), ...hostedRows(facts)];
  picker.items = [...before, ...lastRows];
  void facts
    .findServers()
    .then((servers) => (picker.items = [...before, ...servers.flatMap((server) => serverRows(server)), ...lastRows]))
    .finally(() => (picker.busy = false));
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.choice);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

const separator = (label: string): Row => ({ label, kind: vscode.QuickPickItemKind.Separator });

const lastRows: Row[] = [
  separator("More"),
  { label: "$(plus) Set up another model or server…", choice: { type: "set-up" }, alwaysShow: true },
];

function embeddedRows({ offers, current }: PickerFacts): Row[] {
  const rows = offers.map((offer): Row => {
    const size = `${(offer.bytes / 1e9).toFixed(1)} GB`;
    const state = offer.present ? "on this machine" : offer.tooLarge ? "more memory than this machine has" : "download";
    return {
      label: mark(current === `embedded ${offer.id}`) + offer.label,
      description: `${size} · ${state}`,
      choice: { type: "embedded", id: offer.id },
    };
  });
  return rows.length > 0 ? [separator("On this machine"), ...rows] : [];
}

function hostedRows({ keyed, current }: PickerFacts): Row[] {
  return presetIds
    .filter((id) => keyed.has(id) && id !== "custom")
    .flatMap((id) => [
      separator(presets[id].label),
      ...presets[id].models.map((model): Row => {
        const price = !model.price
          ? ""
          : model.price.input === 0
            ? "free"
            : `$${model.price.input} / $${model.price.output} per M`;
        const window = model.contextTokens === undefined ? "" : `${Math.round(model.contextTokens / 1024)}K`;
        const can = [model.vision ? "vision" : "", model.nativeTools ? "tools" : ""].filter(Boolean).join(", ");
        return {
          label: mark(current === `${id} ${model.id}`) + model.label,
          description: [window, price, can].filter(Boolean).join(" · "),
          detail: model.id,
          choice: { type: "server", preset: id, model: model.id },
        };
      }),
    ]);
}

function serverRows(server: LocalServer): Row[] {
  const rows = server.models.map((model): Row => {
    const window = model.contextTokens === undefined ? "" : `${Math.round(model.contextTokens / 1024)}K`;
    return {
      label: model.label,
      description: [model.isLoaded ? "loaded" : "", window].filter(Boolean).join(" · "),
      detail: model.id,
      choice: { type: "server", preset: server.preset, model: model.id, baseUrl: server.baseUrl },
    };
  });
  return rows.length > 0 ? [separator(server.label), ...rows] : [];
}

const mark = (isCurrent: boolean): string => (isCurrent ? "$(check) " : "");
