import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openHost } from "../../test/support/editor/editorHost.ts";
import { now, pieces, say } from "../../test/support/scriptedAnswer.ts";
import { startScriptedServer } from "../../test/support/scriptedServer.ts";
import { type Row, row } from "../row.ts";
import { gemma } from "../support/chatHost.ts";
import { CpuLog } from "../support/cpuLog.ts";
import { temporaryFolder } from "../support/product.ts";

const LINES = 3200;
/** One line in this many changes. */
const EVERY = 100;
/** Characters per piece and pieces per second: a hosted model's pieces at a higher rate. */
const pace = { size: 16, perSecond: 500 };
const lines = Array.from({ length: LINES }, (_, at) => `  const value${at} = compute(input${at}, ${at});`);
const rewritten = lines.map((line, at) => (at % EVERY === 20 ? line.replace("compute", "measure") : line));

/**
 * An inline refactor of a large region with a hunk per hundred lines. Measures the time from the last piece to the
 * complete proposal, the extension host's CPU time, and its last tenth relative to the first.
 */
export async function inlineLargeRows(): Promise<Row[]> {
  const answer = `\`\`\`js\n${rewritten.join("\n")}\n\`\`\`\n`;
  const server = await startScriptedServer({ script: () => [say(answer, pace)], models: ["gemma-4-31b-it"] });
  const folder = temporaryFolder("workspace");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "large.js");
  writeFileSync(path, `${lines.join("\n")}\n`);
  const { extension, settings } = await gemma(server);
  const host = await openHost({ folder, extensions: [extension], ...(settings && { settings }) });
  try {
    // As plain text: a language service checking each state would use CPU time.
    await host.inEditor(async (vscode, file) => {
      const shown = await vscode.window.showTextDocument(vscode.Uri.file(file));
      await vscode.languages.setTextDocumentLanguage(shown.document, "plaintext");
      shown.selection = new vscode.Selection(0, 0, shown.document.lineCount - 1, 0);
    }, path);
    const cpu = new CpuLog({ host: [await host.extensionHostPid()] });
    const refactoring = host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("gemma.refactor", "Measure some");
      return vscode.window.activeTextEditor?.document.getText();
    });
    const request = await server.request(0);
    await cpu.follow(request, pieces(answer, pace.size).length);
    const text = await refactoring;
    const doneAt = now();
    const { host: seconds } = cpu.used();
    if (text !== `${rewritten.join("\n")}\n`) throw new Error("The proposal is not in the buffer.");
    const what = `${LINES} lines, ${LINES / EVERY} hunks, ${answer.length} characters`;
    return [
      row("inline.large.last.ms", doneAt - (request.chunksAt.at(-1) ?? NaN), "ms", what),
      row("inline.large.cpu.host.s", seconds, "s", what),
      row(
        "inline.large.costRatio",
        cpu.perChunk("host", 0.9, 1) / cpu.perChunk("host", 0, 0.1),
        "×",
        "last ÷ first tenth",
      ),
    ];
  } finally {
    await host.close();
    await server.close();
  }
}
