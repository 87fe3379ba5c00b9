import type { Edit } from "./types.ts";
export function parseEdits(_reply: string, _options: { knownPaths?: string[] } = {}): { path?: string; edit: Edit }[] {
  return [];
}
