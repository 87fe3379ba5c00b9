import * as vscode from "vscode";
import type { Attention } from "../../chat/session/attention.ts";
import { readSettings } from "../core/settings/settings.ts";
import { inform } from "../show/notices.ts";
import { showSystemNotice } from "../show/systemNotice.ts";

const words: Record<Attention, string> = {
  asks: "Gemma waits for your answer.",
  done: "Gemma is done.",
  "needs-you": "Gemma stopped and needs you.",
};

/**
 * Tells a user who looks elsewhere: by the operating system if this is its own machine, otherwise by the editor.
 * `show` brings the panel to the front.
 */
export async function notify(why: Attention, show: () => Promise<void>): Promise<void> {
  const wanted = readSettings().notify;
  if (wanted === "off" || vscode.window.state.focused) return;
  // On a remote machine or in a browser, the system's notifications would show where nobody sits.
  const isHere = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  if (wanted === "system" && isHere && (await showSystemNotice("Gemma Code", words[why]))) return;
  if ((await inform(words[why], "Show")) === "Show") await show();
}
