import tseslint from "typescript-eslint";

/** Words of models, servers and files may hold links and icons. One folder makes them inert before VS Code shows them. */
const door = "Show words through src/editor/show, which makes links and icons in them inert.";
const asking =
  "/^(show(Information|Warning|Error)Message|showQuickPick|showInputBox|withProgress|setStatusBarMessage)$/";
const shownElsewhere = [
  `MemberExpression[property.name=${asking}]`,
  `MemberExpression[property.value=${asking}]`,
  `ObjectPattern > Property[key.name=${asking}]`,
  "MemberExpression[property.name='validationMessage']",
  "CallExpression[callee.property.name='report'][callee.object.name='progress']",
  "NewExpression[callee.property.name='MarkdownString']",
  "ImportDeclaration[source.value='vscode'] > ImportSpecifier[imported.name=/^(MarkdownString|window)$/]",
  "CallExpression[callee.property.name=/^append(Markdown|Codeblock)$/]",
  // Words of ours are literals; with others' in them they go through the door.
  "AssignmentExpression[left.property.name=/^(title|placeholder|prompt|tooltip)$/][right.type='TemplateLiteral']",
  "Property[key.name='tooltip'] > TemplateLiteral.value",
  "CallExpression[callee.property.name='executeCommand'][arguments.0.value='vscode.diff'] > TemplateLiteral.arguments > MemberExpression.expressions",
  "CallExpression[callee.property.name='createTerminal'] Property[key.name='name']:not([value.type='Literal'])",
  "ObjectExpression > Property[key.name='mode'][value.object.property.name='CommentMode']",
  "AssignmentExpression[left.property.name='items']:not([right.callee.name='shownRows'])",
].map((selector) => ({ selector, message: door }));

/** Files are read where their place is judged, with all links resolved. */
const reading = "Read files through src/editor/core/reading.ts, which judges where a path leads.";
const readElsewhere = [
  "CallExpression[callee.property.name='openTextDocument']",
  "MemberExpression[object.property.name='fs'][property.name=/^(readFile|writeFile|readDirectory|copy|rename|delete|createDirectory)$/]",
  "ImportDeclaration[source.value=/^(node:)?fs(.promises)?$/] > ImportSpecifier[imported.name=/^(readFile|writeFile|appendFile|open|createReadStream|createWriteStream|rm|unlink|rename|cp|copyFile|link|symlink|truncate|mkdir)(Sync)?$/]",
  "ImportDeclaration[source.value=/^(node:)?fs(.promises)?$/] > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)",
  "ImportExpression[source.value=/^(node:)?fs(.promises)?$/]",
].map((selector) => ({ selector, message: reading }));

/** In an object, words like "constructor" and "__proto__" find what no row of the table says. */
const tables = {
  selector:
    "Program VariableDeclarator:matches(Program > VariableDeclaration > *, ExportNamedDeclaration > VariableDeclaration > *)[init.type='ObjectExpression'] > Identifier TSTypeReference[typeName.name='Record'] > TSTypeParameterInstantiation > TSStringKeyword:first-child",
  message: "Words of others look into a Map: new Map(Object.entries<T>({ … })).",
};

/** Within the bounds of depth and number of values, which are checked before anything is built. */
const unboundedJson = {
  selector: "MemberExpression[object.name='JSON'][property.name='parse']",
  message: "Parse JSON of others by src/model/boundedJson.ts.",
};

/** A feature calls another through a port. A command by name would hide who calls it, and what it takes. */
const ownCommand = "CallExpression[callee.property.name='executeCommand']";
const message = "Call a port of src/editor/core/feature instead of a command of this extension.";
const everywhere = [
  { selector: `${ownCommand} > Literal:first-child[value=/^gemma\\./]`, message },
  { selector: `${ownCommand} > TemplateLiteral:first-child[quasis.0.value.raw=/^gemma\\./]`, message },
  tables,
];

export default tseslint.config(
  {
    ignores: ["dist", "out", "node_modules", "engine/node_modules", "test/fixtures"],
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
  { files: ["src/**/*.{ts,tsx}"], rules: { "no-restricted-syntax": ["error", ...everywhere] } },
  {
    files: ["src/{providers,chat,agent}/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...everywhere, unboundedJson] },
  },
  {
    files: ["src/editor/**/*.ts", "src/extension.ts"],
    ignores: ["src/editor/show/**"],
    rules: { "no-restricted-syntax": ["error", ...everywhere, ...shownElsewhere] },
  },
  {
    files: ["src/editor/**/*.ts"],
    ignores: ["src/editor/core/{reading,workspace/hiddenFiles}.ts", "src/editor/{files,review,show}/**"],
    rules: { "no-restricted-syntax": ["error", ...everywhere, ...shownElsewhere, ...readElsewhere] },
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
