import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export type ThemeName = "dark" | "light" | "hc-dark" | "hc-light";
const bodyClasses: Record<ThemeName, string> = {
  dark: "vscode-dark",
  light: "vscode-light",
  "hc-dark": "vscode-high-contrast",
  "hc-light": "vscode-high-contrast vscode-high-contrast-light",
};
const types: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf" };

export type PanelServer = { url(theme: ThemeName): string; files: Map<string, number>; close(): Promise<void> };

/**
 * Serves the panel alone, without an editor: its real bundle and styles under the real content security policy. The
 * page replaces the webview (default styles, a theme's variables as in VS Code 1.139, and `acquireVsCodeApi`). `files`:
 * the bytes of each bundled script. Stop it with `close`.
 */
export async function servePanel(): Promise<PanelServer> {
  const bundle = await bundlePanel();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://panel");
    const path = normalize(url.pathname);
    const answer = (type: string, body: string | Uint8Array): void => {
      response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
    };
    try {
      if (path === "/") return answer("text/html", pageFor((url.searchParams.get("theme") ?? "dark") as ThemeName));
      if (path === "/theme.css") {
        return answer("text/css", themeCss((url.searchParams.get("theme") ?? "dark") as ThemeName));
      }
      const bundled = bundle.get(path.slice(1));
      const type = types[extname(path)] ?? "application/octet-stream";
      if (bundled) return answer(type, bundled);
      if (path.startsWith("/media/")) return answer(type, readFileSync(join(root, path)));
      if (path.startsWith("/codicon/")) {
        return answer(type, readFileSync(join(root, "node_modules/@vscode/codicons/dist", path.slice(9))));
      }
    } catch (error) {
      response.writeHead(404).end(String(error));
      return;
    }
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (theme) => `http://127.0.0.1:${port}/?theme=${theme}`,
    files: new Map([...bundle].map(([name, body]) => [name, body.length])),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bundlePanel(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { main: "src/webview/main.tsx", harness: "test/support/panel/page/harness.ts" },
    outdir: "/panel",
    bundle: true,
    format: "esm",
    splitting: true,
    minify: true,
    target: "es2023",
    platform: "browser",
    jsx: "automatic",
    jsxImportSource: "preact",
    write: false,
  });
  return new Map(outputFiles.map((file) => [file.path.replace(/^\/panel\//, ""), file.contents]));
}

function pageFor(theme: ThemeName): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'none'",
    "img-src 'self' data:",
    "style-src 'self'",
    "font-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/theme.css?theme=${theme}">
<link rel="stylesheet" href="/codicon/codicon.css">
<link rel="stylesheet" href="/media/panel.css">
<title>Panel</title>
</head>
<body class="${bodyClasses[theme]}">
<div id="root"></div>
<script type="module" nonce="${nonce}" src="/harness.js"></script>
<script type="module" nonce="${nonce}" src="/main.js"></script>
</body>
</html>`;
}

/** A theme's variables, and the default styles of every webview. */
function themeCss(theme: ThemeName): string {
  const file = new URL(`./themes/${theme}.json`, import.meta.url);
  const variables = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  const fonts = {
    "--vscode-font-family": 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
    "--vscode-font-size": "13px",
    "--vscode-font-weight": "normal",
    "--vscode-editor-font-family": '"Droid Sans Mono", "monospace", monospace',
    "--vscode-editor-font-size": "14px",
    "--vscode-editor-font-weight": "normal",
  };
  const declarations = Object.entries({ ...variables, ...fonts }).map(([name, value]) => `${name}: ${value};`);
  return `html { ${declarations.join(" ")} background: var(--vscode-sideBar-background); }
@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body { color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
  a, a code { color: var(--vscode-textLink-foreground); }
  a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
  code { color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; }
  pre code { padding: 0; }
  blockquote { background: var(--vscode-textBlockQuote-background); border-color: var(--vscode-textBlockQuote-border); }
  ::-webkit-scrollbar { width: 10px; height: 10px; }
  ::-webkit-scrollbar-thumb { background-color: var(--vscode-scrollbarSlider-background); }
}`;
}
