import assert from "node:assert/strict";
import { join } from "node:path";
import { call, fail, say, think, type Step } from "../support/scriptedAnswer.ts";
import type { Theme } from "../support/editor/themes.ts";
import { faintTexts } from "./contrast.ts";
import { checkout, openPanelEditor, type PanelEditor } from "./panelEditor.ts";

const themes: readonly Theme[] = ["dark", "light", "hc-dark", "hc-light"];
/** The side bar's width in pixels: as it opens, and as a user may drag it. */
const widths = { narrow: 300, wide: 620 };

const explained = `\`parseConfig\` turns the text of a file into a checked **Config** value:

1. It reads the text as JSON; see [config.ts:3](config.ts).
2. It fills in the defaults.

\`\`\`typescript config.ts
/** Throws a ConfigError that names the line. */
export function parseConfig(text: string): Config {
  const raw: unknown = JSON.parse(text);
  return { ...defaults, retries: Number(raw["retries"] ?? 3) };
}
\`\`\`

| Field | Default |
|:--|--:|
| \`retries\` | 3 |
| \`proxy\` | none |

> A wrong field stops the start: that is meant.`;

const coded = `Replace the last line of \`config.ts\`:

\`\`\`diff
--- a/config.ts
+++ b/config.ts
@@ -3,3 +3,3 @@
   const raw = JSON.parse(text);
-  return Object.assign(defaults, raw);
+  return { ...defaults, ...raw };
 }
\`\`\`

Keep this in a file of its own:

\`\`\`typescript src/settings/defaults/retriesAndProxies.ts
export const defaults = { retries: 3, proxy: undefined };
\`\`\`

Then run:

\`\`\`bash
$ npm test -- --grep config
\`\`\`

A loop that ends:

\`\`\`ts
for (const each of all) use(each);
\`\`\`

And a file that is being written:

\`\`\`ts src/loop.ts
for (const each of all)`;

const config = `import { defaults } from "./defaults";

export function parseConfig(text: string): Config {
  const raw = JSON.parse(text);
  return Object.assign(defaults, raw);
}
`;

const edit: Step[] = [
  think("The defaults must not be changed by a caller."),
  say("`Object.assign` changes the defaults for everyone. I copy them instead."),
  call("read_file", { path: "config.ts" }),
];
const write: Step[] = [
  call("edit_file", {
    path: "config.ts",
    oldText: "return Object.assign(defaults, raw);",
    newText: "return { ...defaults, ...raw };",
  }),
];

/** The states that a user sees most, and how to get there. */
const scenes: Record<string, (editor: PanelEditor) => Promise<void>> = {
  empty: ({ panel }) => panel.startAfresh(),
  answer: async ({ panel, server }) => {
    await panel.startAfresh();
    server.setScript([[say(explained)]]);
    await panel.answerTo("What does parseConfig do?");
  },
  code: async ({ panel, server }) => {
    await panel.startAfresh();
    server.setScript([[say(coded), { type: "hang" }]]);
    await panel.ask("How do I keep the defaults?");
    await panel.lastTurn.locator(".code").nth(4).waitFor();
  },
  approval: async ({ panel, server }) => {
    await panel.startAfresh();
    await panel.choose("Agent");
    server.setScript([edit, write]);
    await panel.ask("Do not change the defaults");
    await panel.approval.waitFor();
  },
  together: async ({ panel, server }) => {
    await panel.startAfresh();
    await panel.choose("Agent");
    server.setScript([[...write, call("create_file", { path: "src/settings/defaults.ts", text: "export {};\n" })]]);
    await panel.ask("Keep the defaults in a file of their own");
    await panel.approval.getByRole("checkbox").last().uncheck();
  },
  fault: async ({ panel, server }) => {
    await panel.startAfresh();
    server.setScript([[fail(401, "Invalid API key")]]);
    await panel.ask("Are you there?");
    await panel.errorCard.waitFor();
  },
  waiting: async ({ panel, server }) => {
    await panel.startAfresh();
    server.setScript([[fail(429, "Slow down", { "retry-after": "55" })]]);
    await panel.ask("Are you busy?");
    await panel.lastTurn.locator(".card.retry").waitFor();
  },
  setup: async ({ panel, host }) => {
    await panel.startAfresh();
    await host.palette("Gemma: Set Up a Model");
    await panel.frame.locator(".setup").waitFor();
  },
};

describe("the panel's appearance", function () {
  this.timeout(90_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "config.ts": config }, viewport: { width: 1280, height: 860 } });
    await editor.host.inEditor(
      async (vscode, path) => {
        await vscode.window.showTextDocument(vscode.Uri.file(path));
      },
      join(editor.folder, "config.ts"),
    );
  });
  after(() => editor?.close());

  for (const [name, bring] of Object.entries(scenes)) {
    it(`${name}: fits and is readable in every theme and width, with a picture of each`, async () => {
      const { host, panel } = editor;
      await bring(editor);
      const faults: string[] = [];
      for (const [width, pixels] of Object.entries(widths)) {
        await dragSideBarTo(editor, pixels);
        for (const theme of themes) {
          await host.setTheme(theme);
          await panel.frame.locator(`body[data-vscode-theme-kind="${kinds[theme]}"]`).waitFor();
          await host.screenshot(join(checkout, "out", "panel", `editor-${name}-${theme}-${width}.png`));
          const overflow = await panel.frame.evaluate<number>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth",
          );
          if (overflow > 0) faults.push(`${theme} ${width}: ${overflow} px too wide`);
          for (const text of await faintTexts(panel.frame)) faults.push(`${theme} ${width}: ${text}`);
        }
      }
      assert.deepEqual(faults, []);
    });
  }

  it("log no errors in the panel's page", () => assert.deepEqual(editor.problems, []));
});

/** What VS Code writes on a webview's body for each theme. */
const kinds: Record<Theme, string> = {
  dark: "vscode-dark",
  light: "vscode-light",
  "hc-dark": "vscode-high-contrast",
  "hc-light": "vscode-high-contrast-light",
};

/** Drags the edge of the side bar with the mouse until the panel has that width. */
async function dragSideBarTo({ host, panel }: PanelEditor, pixels: number): Promise<void> {
  const part = await host.page.locator(".part.sidebar").boundingBox();
  if (!part) throw new Error("The side bar is not open.");
  const edge = { x: part.x + part.width, y: part.y + part.height / 2 };
  await host.page.mouse.move(edge.x, edge.y);
  await host.page.mouse.down();
  await host.page.mouse.move(part.x + pixels, edge.y, { steps: 4 });
  await host.page.mouse.up();
  // A hovered edge would be coloured in the pictures.
  await host.page.mouse.move(part.x + pixels + 300, edge.y);
  await panel.frame.waitForFunction(`Math.abs(innerWidth - ${pixels}) < 30`);
}
