import * as v from "valibot";
import * as vscode from "vscode";
import { ModelError } from "../../../model/modelError.ts";
import { problemOf, type SettingSchema, settingSchema } from "./settingProblem.ts";

/** A setting's value if it fits the manifest, otherwise its default: nothing in a settings file can stop the panel. */
export function validSetting(key: string): unknown {
  const config = vscode.workspace.getConfiguration("gemma");
  const value = config.get<unknown>(key);
  const found = schemaOf(key);
  return found && problemOf(found, value) !== undefined ? config.inspect(key)?.defaultValue : value;
}

/** Throws ModelError "settings" that names the first of these settings that doesn't fit the manifest. */
export function requireValid(keys: readonly string[]): void {
  const config = vscode.workspace.getConfiguration("gemma");
  for (const key of keys) {
    const found = schemaOf(key);
    const problem = found && problemOf(found, config.get<unknown>(key));
    if (problem === undefined) continue;
    throw new ModelError({ kind: "settings" }, `The setting “gemma.${key}” ${problem}. Change it in the settings.`);
  }
}

const manifestSchema = v.object({
  contributes: v.object({ configuration: v.object({ properties: v.record(v.string(), v.unknown()) }) }),
});

/** The settings of the manifest, which stays the same while the extension runs: read once, on the first use. */
let properties: Readonly<Record<string, unknown>> | undefined;

function schemaOf(key: string): SettingSchema | undefined {
  if (!properties) {
    const manifest: unknown = vscode.extensions.getExtension("gemma-code.gemma-code")?.packageJSON;
    const parsed = v.safeParse(manifestSchema, manifest);
    properties = parsed.success ? parsed.output.contributes.configuration.properties : {};
  }
  const found = v.safeParse(settingSchema, properties[`gemma.${key}`]);
  return found.success ? found.output : undefined;
}
