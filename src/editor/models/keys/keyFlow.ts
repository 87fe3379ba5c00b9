import * as vscode from "vscode";
import { inertWords } from "../../../words/inert.ts";
import { pickRow } from "../../show/inputs.ts";
import { type Preset, presetIds, presets } from "../../../providers/presets/presets.ts";

/** Lets the user pick a hosted provider, or one of the given local ones; undefined if cancelled. */
export async function pickProvider(placeHolder: string, local: readonly Preset[]): Promise<Preset | undefined> {
  const rows = presetIds
    .filter((id) => !presets[id].local || local.includes(presets[id]))
    .map((id) => ({ label: presets[id].label, preset: presets[id] }));
  return (await pickRow(rows, { placeHolder }))?.preset;
}

/** Asks for sign-in or pasting, if the provider has a sign-in; undefined if cancelled. */
export async function pickWay(preset: Preset): Promise<"sign-in" | "paste" | undefined> {
  const rows = [
    {
      label: "Sign in with the browser",
      iconPath: new vscode.ThemeIcon("link-external"),
      detail: `${preset.label} makes a key for Gemma Code.`,
      way: "sign-in",
    },
    {
      label: "Paste a key",
      iconPath: new vscode.ThemeIcon("key"),
      detail: `One that you made at ${preset.keyUrl ?? preset.label}.`,
      way: "paste",
    },
  ] as const;
  return (await pickRow(rows, { title: preset.label, placeHolder: "How should the key come?" }))?.way;
}

/** Asks for a key; undefined if cancelled. */
export function askKey(preset: Preset): Promise<string | undefined> {
  const open: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("link-external"), tooltip: "Get a key" };
  const input = vscode.window.createInputBox();
  input.title = inertWords(`${preset.label}: API key`);
  input.prompt = "Kept in the editor's secret storage; sent to this provider alone.";
  input.password = true;
  input.ignoreFocusOut = true;
  input.buttons = preset.keyUrl === undefined ? [] : [open];
  return new Promise<string | undefined>((resolve) => {
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
}

/**
 * The provider whose key to ask for: the current one, or one that the user picks; undefined if cancelled.
 * @param isWanted the current provider asked for a key; a custom server usually needs none
 */
export async function providerOfKey(inUse: Preset | undefined, isWanted: boolean): Promise<Preset | undefined> {
  const mayPick = inUse === undefined || (inUse.local && !isWanted);
  return mayPick ? pickProvider("Whose key do you want to set?", inUse ? [inUse] : []) : inUse;
}
