import { render } from "preact";
import { App } from "./App.tsx";
import { codeAction } from "./code/codeBlock.ts";
import { restrict } from "./code/codeHead.ts";
import { copyText } from "./parts/clipboard.ts";
import { takeDrops } from "./compose/drop.ts";
import { connect } from "./state/host.ts";
import { Panel, PanelContext } from "./state/panel.ts";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place for the panel.");

const panel: Panel = new Panel(connect, (view) => {
  restrict(view.host?.trusted === false);
  render(
    <PanelContext.Provider value={panel}>
      <App view={view} />
    </PanelContext.Provider>,
    root,
  );
});

takeDrops(document.documentElement, panel);

// Answers are painted outside Preact, so their links and code buttons are handled here, before the editor's own
// listener.
root.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest("a[href]");
  if (link) {
    event.preventDefault();
    event.stopPropagation();
    panel.post({ type: "open-link", href: link.getAttribute("href") ?? "" });
    return;
  }
  const found = codeAction(event.target);
  if (!found) return;
  const { action, code, from, to, button } = found;
  if (action === "copy") return void copyText(code).then(() => showDone(button));
  const { turn = "", item = "" } = button.closest<HTMLElement>("[data-turn]")?.dataset ?? {};
  panel.post({ type: "code", action, place: { turnId: turn, item: Number(item), from, to } });
});

/** Shows a check mark instead of a button's icon for a moment. */
function showDone(button: Element): void {
  button.classList.replace("codicon-copy", "codicon-check");
  window.setTimeout(() => button.classList.replace("codicon-check", "codicon-copy"), 1500);
}
