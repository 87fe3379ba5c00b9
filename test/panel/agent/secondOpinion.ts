import assert from "node:assert/strict";
import { call, say } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { checkout, type PanelEditor } from "../panelEditor.ts";
import { join } from "node:path";
import { messagesOf } from "../sent.ts";

/** A change by the agent, its review by another model, and a remark put into the chat. `add.ts` holds `a - b`. */
export async function reviewsLastChange({ panel, server, host, onDisk }: PanelEditor): Promise<void> {
  const change = call("edit_file", { path: "add.ts", oldText: "return a - b;", newText: "return a + b;" });
  server.setScript([[change], [say("Done.")], [say("add.ts:2: Sums overflow [here](command:x).\n\nElse fine.")]]);
  await panel.ask("Fix add");
  await panel.button("Allow").click();
  await panel.ended("Fix add");
  assert.match(onDisk("add.ts"), /a \+ b/);
  await host.palette("Gemma: Ask Another Model to Review the Last Changes");
  const asked = server.requests.length;
  await host.page
    .locator(".quick-input-widget:visible")
    .getByRole("option", { name: /gemma-4-31b-it/ })
    .first()
    .click();
  const remark = host.page.locator(".review-comment");
  await remark.filter({ hasText: "Sums overflow" }).waitFor();
  const prompt = messagesOf(server.requests[asked]).at(-1)?.content ?? "";
  assert.match(prompt, /What was asked:\nFix add/);
  assert.match(prompt, /-  return a - b;\n {3}2 \+ {2}return a \+ b;/);
  assert.equal(await remark.locator("a[href], a[data-href]").count(), 0, "a model's link is text");
  await host.screenshot(join(checkout, "out", "panel", "second-opinion.png"));
  await host.page.locator(".review-widget").getByRole("button", { name: "Put into the Chat" }).click();
  await until(
    "the remark in the composer",
    async () => /Sums overflow/.test(await panel.composer.inputValue()) || undefined,
  );
  await host.inEditor((vscode) => vscode.commands.executeCommand("gemma.dismissRemarks"));
  await remark.first().waitFor({ state: "detached" });
}
