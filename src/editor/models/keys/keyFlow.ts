import * as vscode from "vscode";
import { type Preset, presetIds, presets } from "../../../providers/parameters/presets.ts";

/** Lets the user pick one of the hosted providers, or of those local ones; undefined when they leave. */
export async function pickProvider(placeHolder: string, local: readonly Preset[]): Promise<Preset | undefined> {
  const rows = presetIds
    .filter((id) => !presets[id].local || local.includes(presets[id]))
    .map((id) => ({ label: presets[id].label, preset: presets[id] }));
  return (await vscode.window.showQuickPick(rows, { placeHolder }))?.preset;
}

/** How a key should come, where a provider lets one sign in; undefined when the user leaves. */
export async function pickWay(preset: Preset): Promise<"sign-in" | "paste" | undefined> {
  const rows = [
    {
      label: "$(link-external) Sign in with the browser",
      detail: `${preset.label} makes a key for Gemma Code.`,
      way: "sign-in",
    },
    { label: "$(key) Paste a key", detail: `One that you made at ${preset.keyUrl ?? preset.label}.`, way: "paste" },
  ] as const;
  return (await vscode.window.showQuickPick(rows, { title: preset.label, placeHolder: "How should the key come?" }))
    ?.way;
}

/** Asks for a key; undefined when the user leaves. */
export function askKey(preset: Preset): Promise<string | undefined> {
  const open: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("link-external"), tooltip: "Get a key" };
  const input = vscode.window.createInputBox();
  input.title = `${preset.label}: API key`;
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
 * Whose key to ask for: that of the provider in use, or of one the user picks; undefined when they leave.
 * @param isWanted the one in use has asked for it, also where it is a server of the user's own, which mostly wants none
 */
export async function providerOfKey(inUse: Preset | undefined, isWanted: boolean): Promise<Preset | undefined> {
  const mayPick = inUse === undefined || (inUse.local && !isWanted);
  return mayPick ? pickProvider("Whose key do you want to set?", inUse ? [inUse] : []) : inUse;
}
