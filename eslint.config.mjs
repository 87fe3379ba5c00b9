import tseslint from "typescript-eslint";

/** A feature calls another through a port. A command by name would hide who calls it, and what it takes. */
const ownCommand = "CallExpression[callee.property.name='executeCommand']";
const message = "Call a port of src/editor/core/feature instead of a command of this extension.";

export default tseslint.config(
  {
    ignores: [
      "dist",
      "out",
      "node_modules",
      "engine/node_modules",
      "test/fixtures",
      "test/support/before/edit",
      "test/support/before/gemma",
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ["**/*.{ts,tsx,mjs,js}"],
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: `${ownCommand} > Literal:first-child[value=/^gemma\\./]`, message },
        { selector: `${ownCommand} > TemplateLiteral:first-child[quasis.0.value.raw=/^gemma\\./]`, message },
      ],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/agent/loop/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/approval/consent.ts"],
              importNames: ["withConsent"],
              message: "Only the agent's loop gives consent, after the user or a rule allowed the call.",
            },
          ],
        },
      ],
    },
  },
);
