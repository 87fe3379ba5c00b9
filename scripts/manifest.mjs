/** `npm run manifest`: writes `contributes` of package.json from the features' contributes.ts files. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { manifestContributes, restrictedSettings } from "../src/editor/contributes.ts";
import { root } from "./lib/project.mjs";

const file = join(root, "package.json");
const manifest = JSON.parse(readFileSync(file, "utf8"));
const contributes = manifestContributes();
const { untrustedWorkspaces } = manifest.capabilities;
untrustedWorkspaces.restrictedConfigurations = restrictedSettings();
writeFileSync(file, `${JSON.stringify({ ...manifest, contributes }, undefined, 2)}\n`);
