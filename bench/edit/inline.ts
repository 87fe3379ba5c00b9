import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openHost } from "../../test/support/editor/editorHost.ts";
import { say } from "../../test/support/scriptedAnswer.ts";
import { startScriptedServer } from "../../test/support/scriptedServer.ts";
import { median, type Row, row, spread } from "../row.ts";
import { gemma } from "../support/chatHost.ts";
import { addProbe, painted, watch } from "../support/probe.ts";
import { temporaryFolder } from "../support/product.ts";

const SAMPLES = 8;
/** Characters per piece and pieces per second, like a hosted model. */
const pace = { size: 4, perSecond: 100 };
const region = Array.from({ length: 40 }, (_, at) => `calculate${at}(input${at});`);

/**
 * An inline refactor whose first line changes. Measured to the new line on screen: from the answer's first piece, and
 * from the piece that settles the first hunk (the next line break).
 */
export async function inlineRows(): Promise<Row[]> {
  const server = await startScriptedServer({
    script: ({ index }) => [say(`\`\`\`js\n${rewritten(index).join("\n")}\n\`\`\`\n`, pace)],
    models: ["gemma-4-31b-it"],
  });
  const folder = temporaryFolder("workspace");
  mkdirSync(folder, { recursive: true });
  const { extension, settings } = await gemma(server);
  const host = await openHost({ folder, extensions: [extension], ...(settings && { settings }) });
  try {
    const frame = host.page.mainFrame();
    await addProbe(frame);
    const [fromFirst, fromSettled]: [number[], number[]] = [[], []];
    for (let at = 0; at < SAMPLES + 1; at++) {
      const path = join(folder, `sample${at}.js`);
      writeFileSync(path, `${region.join("\n")}\n`);
      const index = server.requests.length;
      await watch(frame, [nameOf(index)]);
      const refactoring = host.inEditor(async (vscode, file) => {
        const shown = await vscode.window.showTextDocument(vscode.Uri.file(file));
        shown.selection = new vscode.Selection(0, 0, shown.document.lineCount - 1, 0);
        await vscode.commands.executeCommand("gemma.refactor", "Rename the first call");
        await vscode.commands.executeCommand("gemma.undoRefactor");
      }, path);
      const [paintedAt] = (await painted(frame, 30_000)).paintedAt;
      await refactoring;
      const chunksAt = server.requests[index]?.chunksAt ?? [];
      const settledBy = Math.floor(`\`\`\`js\n${rewritten(index).slice(0, 2).join("\n")}\n`.length / pace.size);
      if (at === 0 || paintedAt === undefined) continue;
      fromFirst.push(paintedAt - (chunksAt[0] ?? NaN));
      fromSettled.push(paintedAt - (chunksAt[settledBy] ?? NaN));
    }
    return [
      row("inline.firstHunk.ms", median(fromFirst), "ms", `from the answer's first piece; ${spread(fromFirst)}`),
      row("inline.hunk.ms", median(fromSettled), "ms", `from the piece that settles it; ${spread(fromSettled)}`),
    ];
  } finally {
    await host.close();
    await server.close();
  }
}

const nameOf = (index: number): string => `renamed${index}x`;
const rewritten = (index: number): string[] => [`${nameOf(index)}(input0);`, ...region.slice(1)];
