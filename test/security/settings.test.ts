import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { problemOf, type SettingSchema } from "../../src/editor/core/settings/settingProblem.ts";

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: { configuration: { properties: Record<string, SettingSchema & { scope?: string; default: unknown }> } };
};
const settings = Object.entries(manifest.contributes.configuration.properties);

describe("a folder that is not trusted", () => {
  for (const [key, { scope = "window" }] of settings)
    it(`cannot set ${key}`, () => {
      const isRestricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(key);
      assert.ok(isRestricted || ["application", "machine"].includes(scope));
    });
});

/** Values of any type that a settings file may hold, whatever the editor's own check says. */
const odd: unknown[] = [5, -1, 1e400, Number.NaN, "", "x", true, null, [], ["a"], {}, { a: 1 }, 2 ** 60, 0.5];

describe("a setting of any value", () => {
  for (const [key, schema] of settings)
    it(`of ${key} is taken or refused in words`, () => {
      assert.equal(problemOf(schema, schema.default), undefined, "the default fits");
      for (const value of odd) {
        const problem = problemOf(schema, value);
        const types = [schema.type ?? []].flat();
        const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
        const fits = types.length === 0 || types.includes(type) || (type === "number" && types.includes("integer"));
        if (!fits) assert.match(problem ?? "", /^must be /, `${key} = ${JSON.stringify(value)}`);
      }
    });
  it("is refused outside of its range", () => {
    const steps = manifest.contributes.configuration.properties["gemma.agent.maxSteps"]!;
    for (const value of [0, -5, 201, 1e9]) assert.match(problemOf(steps, value) ?? "", /from 1 to 200/);
    assert.equal(problemOf(steps, 25), undefined);
    assert.match(problemOf({ minimum: 0, type: "number" }, -1) ?? "", /at least 0/);
    assert.match(problemOf({ enum: ["a", "b"] }, "c") ?? "", /one of a, b/);
  });
});
