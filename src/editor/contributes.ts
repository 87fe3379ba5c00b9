import { contributes as actions } from "./actions/contributes.ts";
import { contributes as agent } from "./agent/contributes.ts";
import { contributes as attachments } from "./attachments/contributes.ts";
import { contributes as chat } from "./chat/contributes.ts";
import type { CommandOf, CommandRow, Contributes } from "./core/feature/contributes.ts";
import { contributes as explain } from "./explain/contributes.ts";
import { contributes as models } from "./models/contributes.ts";
import { contributes as opinion } from "./opinion/contributes.ts";
import { contributes as refactor } from "./refactor/contributes.ts";
import { contributes as review } from "./review/contributes.ts";
import { contributes as usage } from "./usage/contributes.ts";
import { contributes as welcome } from "./welcome/contributes.ts";

/** The features, in the order of their commands and settings in the manifest. */
const features = [
  chat,
  models,
  usage,
  agent,
  attachments,
  explain,
  actions,
  refactor,
  review,
  opinion,
  welcome,
] as const;

/** Every command of the extension. */
export type CommandId = CommandOf<(typeof features)[number]>;

/** The menu of all commands on code, in the editor's own context menu. */
const editorMenu = { id: "gemma.editor", label: "Gemma" };

/** `contributes` of package.json, from what the features contribute. Pure. */
export function manifestContributes(): object {
  const all: readonly Contributes[] = features;
  const commands = all.flatMap(({ commands = {} }) => Object.entries<CommandRow>(commands));
  const merged = (part: "settings" | "viewsContainers" | "views" | "configurationDefaults"): object =>
    Object.assign({}, ...all.map((each) => each[part]));
  return {
    viewsContainers: merged("viewsContainers"),
    views: merged("views"),
    commands: commands.map(([command, { title, icon }]) => ({
      command,
      title,
      category: "Gemma",
      ...(icon !== undefined && { icon }),
    })),
    menus: menusOf(commands),
    submenus: [editorMenu],
    keybindings: commands.flatMap(([command, { key }]) => (key ? [{ command, ...key }] : [])),
    configuration: { title: "Gemma Code", properties: merged("settings") },
    walkthroughs: all.flatMap(({ walkthroughs = [] }) => walkthroughs),
    configurationDefaults: merged("configurationDefaults"),
  };
}

/**
 * The settings that an untrusted folder can't set: all that a folder could set at all. Any of them may reach a request,
 * cost money or hold memory. Pure.
 */
export const restrictedSettings = (): string[] =>
  (features as readonly Contributes[])
    .flatMap(({ settings = {} }) => Object.entries<{ scope?: string }>(settings))
    .filter(([, { scope = "window" }]) => scope !== "application" && scope !== "machine")
    .map(([key]) => key);

type Entry = { command?: string; submenu?: string; when?: string; group?: string };

function menusOf(commands: readonly (readonly [string, CommandRow])[]): Record<string, Entry[]> {
  const found: Record<string, Entry[]> = {
    "editor/context": [{ submenu: editorMenu.id, group: "1_modification@100" }],
  };
  const add = (menu: string, entry: Entry): void => void (found[menu] = [...(found[menu] ?? []), entry]);
  for (const [command, { menus = {}, palette }] of commands) {
    for (const [menu, place] of Object.entries(menus)) add(menu, { command, ...place });
    if (palette !== undefined) add("commandPalette", { command, when: palette });
  }
  return found;
}
