import * as vscode from "vscode";
import { Consent } from "../../../agent/approval/consent.ts";
import type { Web, WebPage } from "../../../agent/ports/web.ts";
import { isNearAddress } from "../../attachments/nearAddress.ts";

/** So many pages can be read on in, for so long, in milliseconds. */
const MOST_KEPT = 8;
const KEPT_MS = 600_000;
/** Longer pages are read in part, in characters of HTML. */
const MOST_HTML = 2_000_000;

/** The web, as the editor reaches it: through its proxy and with its certificates. */
export class WorkspaceWeb implements Web {
  readonly #kept = new Map<string, { page: WebPage; at: number }>();

  isLocal(url: string): boolean {
    return URL.canParse(url) && isNearAddress(new URL(url).hostname);
  }

  async fetch(url: string, consent: Consent<"fetch">, signal: AbortSignal): Promise<WebPage> {
    if (!vscode.workspace.isTrusted) throw new Error("Nothing is fetched in a restricted workspace.");
    Consent.use(consent, { kind: "fetch", url });
    const { fetchPage } = await import("./fetchPage.ts");
    const { url: found, type, text, isCut } = await fetchPage(url, { signal });
    const isHtml = type === "text/html";
    const page = {
      url: found,
      text: isHtml ? await readable(text.slice(0, MOST_HTML), found) : text,
      isCut: isCut || (isHtml && text.length > MOST_HTML),
    };
    this.#kept.delete(url);
    this.#kept.set(url, { page, at: Date.now() });
    for (const oldest of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(oldest);
    return page;
  }

  kept(url: string): WebPage | undefined {
    const kept = this.#kept.get(url);
    return kept && Date.now() - kept.at < KEPT_MS ? kept.page : undefined;
  }
}

async function readable(html: string, base: string): Promise<string> {
  const { readablePage } = await import("./readablePage.ts");
  return readablePage(html, base);
}
