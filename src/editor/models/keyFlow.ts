import * as vscode from "vscode";
import { type Preset, presetIds, presets } from "../../providers/presets.ts";
import type { Keys } from "../keys.ts";

/** Lets the person pick one of the hosted providers; undefined when they leave. */
export async function pickHosted(placeHolder: string): Promise<Preset | undefined> {
  const rows = presetIds
    .filter((id) => !presets[id].local)
    .map((id) => ({ label: presets[id].label, preset: presets[id] }));
  return (await vscode.window.showQuickPick(rows, { placeHolder }))?.preset;
}

/** Asks for a key and stores it; gives the key, or undefined when the person leaves. */
export async function askKey(preset: Preset, keys: Keys): Promise<string | undefined> {
  const open: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("link-external"), tooltip: "Get a key" };
  const input = vscode.window.createInputBox();
  input.title = `${preset.label}: API key`;
  input.prompt = "Kept in the editor's secret storage; sent to this provider alone.";
  input.password = true;
  input.ignoreFocusOut = true;
  input.buttons = preset.keyUrl === undefined ? [] : [open];
  const key = await new Promise<string | undefined>((resolve) => {
    input.onDidTriggerButton(() => preset.keyUrl && void vscode.env.openExternal(vscode.Uri.parse(preset.keyUrl)));
    input.onDidAccept(() => {
      resolve(input.value.trim() || undefined);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
  if (key !== undefined) await keys.set(preset.id, key);
  return key;
}
