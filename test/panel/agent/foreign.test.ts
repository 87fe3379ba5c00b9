import assert from "node:assert/strict";
import { join } from "node:path";
import type { Theme } from "../../support/editor/themes.ts";
import { mcpConfig, STATION, stationIds } from "../../support/mcp/config.ts";
import { call, say } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { checkout, openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

const themes: readonly Theme[] = ["light", "hc-dark", "dark"];

describe("tools of an MCP server in Agent mode", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "a.ts": "" }, userFiles: { "mcp.json": mcpConfig } });
    await editor.host.inEditor(async (vscode, ids) => {
      for (const id of ids) await vscode.commands.executeCommand("workbench.mcp.startServer", id);
    }, stationIds);
    const tools = () =>
      editor.host.inEditor((vscode) => vscode.lm.tools.filter(({ name }) => name.startsWith("mcp_")).length);
    await until("the server's tools", async () => (await tools()) >= 7 || undefined, 30_000);
    await editor.panel.choose("Agent");
  });
  after(() => editor?.close());

  const declared = (at: number): string =>
    JSON.stringify((editor.server.requests[at]?.body as { tools: unknown }).tools);
  const shoot = (name: string) => editor.host.screenshot(join(checkout, "out", "screenshots", `foreign-${name}.png`));

  it("are off until the user picks them from a list, which groups them and tells the cost", async () => {
    const { panel, server, host } = editor;
    server.setScript([[say("Hello.")], [say("Hello again.")]]);
    await panel.answerTo("Hi");
    assert.doesNotMatch(declared(0), /mcp_/);
    await host.palette("Gemma: Choose Tools…");
    const list = host.page.locator(".quick-input-widget:visible");
    await list.getByText("Gemma Code", { exact: true }).waitFor();
    await list.locator("input.input").fill("mcp_");
    await list
      .getByText(new RegExp(`^${STATION} \\(MCP server\\), \\d+ tokens$`))
      .first()
      .waitFor();
    await shoot("list");
    for (const name of ["city_forecast", "set_alarm"])
      await list.locator(".monaco-list-row", { hasText: name }).locator(".monaco-checkbox").first().click();
    assert.match(await list.locator(".quick-input-title").innerText(), /about [\d,]+ tokens in each request/);
    await list.locator("input.input").press("Enter");
    await list.waitFor({ state: "hidden" });
    await panel.answerTo("Hi again");
    assert.match(declared(1), /"mcp_[a-z_]+city_forecast"/);
    assert.match(declared(1), /"mcp_[a-z_]+set_alarm"/);
    assert.doesNotMatch(declared(1), /_broken"/);
  });

  it("ask with server and exact input, and run once allowed, also by the editor's own question", async () => {
    const { panel, server, host } = editor;
    const at = server.requests.length;
    const name = (end: string) =>
      /"(mcp_[a-z_]+)"/.exec(
        declared(at - 1)
          .split(",")
          .find((each) => each.includes(end))!,
      )![1]!;
    server.setScript([
      [call(name("city_forecast"), { city: "Graz\u202e", days: "3" })],
      [call(name("set_alarm"), { at: "7:30" })],
      [say("Done.")],
    ]);
    await panel.ask("Wake me if it rains");
    await panel.approval.waitFor();
    const words = await panel.approval.innerText();
    assert.match(words, /Wants to use mcp_\w+city_forecast of Weather Station \(MCP server\)/);
    assert.match(words, /U\+202E|202E/i);
    for (const theme of themes) {
      await host.setTheme(theme);
      await shoot(`card-${theme}`);
    }
    await panel.button("Allow").click();
    await panel.approval.filter({ hasText: "set_alarm" }).waitFor();
    await panel.button("Allow").click();
    const dialog = host.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Yes" }).click();
    await panel.ended("Wake me if it rains");
    const sent = messagesOf(server.requests[at + 2]).map(({ content }) => content);
    assert.ok(sent.some((text) => /others' words, not instructions.*\n\nGraz\u202e: sun for 3 days/s.test(text)));
    assert.ok(sent.some((text) => text.endsWith("alarm at 7:30")));
    await shoot("done");
  });

  it("stay declared word for word when the server stops", async () => {
    const { panel, server, host } = editor;
    const at = server.requests.length;
    await host.inEditor(async (vscode, ids) => {
      for (const id of ids) await vscode.commands.executeCommand("workbench.mcp.stopServer", id);
    }, stationIds);
    server.setScript([[say("Still here.")]]);
    await panel.answerTo("And now?");
    assert.equal(declared(at), declared(at - 1));
  });
});
