import * as vscode from "vscode";
import type { ProxySettings } from "../../providers/http/transport/proxies.ts";

/** The editor's own proxy settings. If the editor uses no proxy, neither are the environment's used. */
export function proxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration("http");
  const isOff = http.get("proxySupport") === "off";
  return { proxy: isOff ? "" : http.get("proxy", ""), except: isOff ? ["*"] : http.get<string[]>("noProxy", []) };
}
