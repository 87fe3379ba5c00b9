import { hostname } from "node:os";
import * as vscode from "vscode";
import type { RemotePlace } from "../../../providers/discovery/remotePlace.ts";

/** Where this window runs; undefined on the user's own machine. */
export function remotePlace(): RemotePlace | undefined {
  const { remoteName } = vscode.env;
  return remoteName === undefined ? undefined : { kind: remoteName, host: hostname() };
}
