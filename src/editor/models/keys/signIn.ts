import * as vscode from "vscode";
import type { SignInServer } from "../../../providers/discovery/openRouterSignIn.ts";
import { tellProblem } from "../../show/inputs.ts";
import type { Asking, SignInPorts, Take } from "./signInFlow.ts";

const EXTENSION = "gemma-code.gemma-code";

/** The editor's side of a sign-in to OpenRouter. */
export const signInPorts = (server: SignInServer): SignInPorts => ({
  server,
  async callback(query) {
    const here = vscode.Uri.parse(`${vscode.env.uriScheme}://${EXTENSION}/openrouter?${query}`);
    return (await vscode.env.asExternalUri(here)).toString(true);
  },
  async open(url) {
    // As text: a Uri would be parsed and rebuilt, which mixes the callback's query with the page's.
    const opened = await vscode.env.openExternal(url as unknown as vscode.Uri);
    if (!opened) throw new Error("The browser was not opened.");
  },
  ask,
});

/** A box that waits for the browser and accepts pasted text. */
function ask(take: Take): Asking {
  const again = { iconPath: new vscode.ThemeIcon("link-external"), tooltip: "Open the page again" };
  const withCode = { iconPath: new vscode.ThemeIcon("key"), tooltip: "Open a page that shows a code to paste here" };
  const input = vscode.window.createInputBox();
  input.title = "Sign in to OpenRouter";
  input.prompt = "Go on in the browser. If it does not lead back here, paste the key or the code it shows.";
  input.placeholder = "Waiting for the browser…";
  input.password = true;
  input.ignoreFocusOut = true;
  input.busy = true;
  input.buttons = [again, withCode];
  input.onDidTriggerButton((button) => (button === again ? take.again() : take.withCode()));
  input.onDidChangeValue(() => tellProblem(input, undefined));
  input.onDidAccept(() => {
    const text = input.value.trim();
    if (text !== "") take.pasted(text);
  });
  input.onDidHide(() => take.left());
  input.show();
  return {
    fail: (words) => tellProblem(input, words),
    close: () => input.dispose(),
  };
}
