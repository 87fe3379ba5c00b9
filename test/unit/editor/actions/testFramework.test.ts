import assert from "node:assert/strict";
import { type ProjectTexts, testFramework } from "../../../../src/editor/actions/testFramework.ts";

const packageJson = (content: object): ProjectTexts => ({ packageJson: JSON.stringify(content) });

describe("the framework tests are written in", () => {
  const rows: [string, string, ProjectTexts, string][] = [
    ["a dependency", "a.test.ts", packageJson({ devDependencies: { vitest: "1", jest: "1" } }), "vitest"],
    [
      "the test script before dependencies",
      "a.js",
      packageJson({ scripts: { test: "mocha" }, devDependencies: { jest: "1" } }),
      "mocha",
    ],
    [
      "Node's own runner in the script",
      "a.js",
      packageJson({ scripts: { test: "node --test" } }),
      "node:test with node:assert",
    ],
    [
      "what another test imports, before all",
      "a.ts",
      { ...packageJson({ devDependencies: { jest: "1" } }), test: 'import test from "ava";' },
      "ava",
    ],
    ["Jest by its globals", "a.ts", { test: 'import { it } from "@jest/globals";' }, "jest"],
    ["Node's own runner where nothing is known", "a.ts", { packageJson: "{ not json" }, "node:test with node:assert"],
    ["pytest by a manifest", "test_a.py", { python: "[tool.pytest.ini_options]" }, "pytest"],
    ["pytest by bare functions", "test_a.py", { test: "def test_x():\n    assert True" }, "pytest"],
    ["unittest by an import", "test_a.py", { test: "import unittest\n" }, "unittest"],
    ["JUnit 4 by an import", "ATest.java", { test: "import org.junit.Test;" }, "JUnit 4"],
    ["JUnit 5", "ATest.java", { test: "import org.junit.jupiter.api.Test;" }, "JUnit 5"],
    ["NUnit by a use", "ATests.cs", { test: "using NUnit.Framework;" }, "NUnit"],
  ];
  for (const [what, path, texts, expected] of rows) {
    it(`is known by ${what}`, () => assert.equal(testFramework(path, texts), expected));
  }
});
