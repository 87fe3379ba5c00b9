import * as vscode from "vscode";
import type { ProxySettings } from "../../providers/http/proxies.ts";

/** The editor's own proxy settings. Where it uses none at all, the environment's are not used either. */
export function proxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration("http");
  const isOff = http.get("proxySupport") === "off";
  return { proxy: isOff ? "" : http.get("proxy", ""), except: isOff ? ["*"] : http.get<string[]>("noProxy", []) };
}
