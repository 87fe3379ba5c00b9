import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** The panel's page. Only our own script runs, by nonce; it may load its own chunks. Nothing else is fetched. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const uri = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  const policy = [
    "default-src 'none'",
    `img-src ${webview.cspSource} data:`,
    // For attached videos and recordings, to read their frames and length.
    "media-src blob:",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
  ].join("; ");
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${uri("dist", "webview", "codicon.css")}">
<link rel="stylesheet" href="${uri("media", "panel.css")}">
<title>Gemma Code</title>
</head>
<body>
<div id="root"></div>
<script type="module" nonce="${nonce}" src="${uri("dist", "webview", "main.js")}"></script>
</body>
</html>`;
}
