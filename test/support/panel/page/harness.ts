import type { ToHost, ToPanel } from "../../../../src/chat/protocol/protocol.ts";
import type { Pace, StreamResult } from "../panelPage.ts";

/**
 * Runs in the page instead of the webview's frame. `harness.sent` keeps the panel's posts, and `harness.tell` sends
 * messages like the host. It also streams an answer and records what a user would notice.
 */
const sent: ToHost[] = [];
const violations: string[] = [];
document.addEventListener("securitypolicyviolation", (event) => {
  violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});

const stored = sessionStorage.getItem("panel-state");
let state: unknown = stored === null ? undefined : JSON.parse(stored);
const api = {
  postMessage: (message: ToHost) => void sent.push(message),
  getState: () => state,
  setState: (now: unknown) => {
    state = now;
    sessionStorage.setItem("panel-state", JSON.stringify(now));
  },
};

const tell = (message: ToPanel): void => window.postMessage(message, "*");
/** Resolves when the next frame is painted. */
const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => window.setTimeout(done)));
const answer = (): Element | null => document.querySelector(".turn:last-child .answer");

/** Streams a text as the open turn's answer, posted every 16 ms like the host. */
async function stream(text: string, { size = 4, perSecond = 500 }: Pace = {}): Promise<StreamResult> {
  const total = Math.ceil(text.length / size);
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)));
  observer.observe({ type: "longtask" });
  const frames = countFrames();
  const started = performance.now();
  const first = firstText(started);
  let next = 0;
  while (next < total) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond) + 1);
    if (due > next) {
      tell({ type: "events", chatId: "c1", events: [{ type: "text", delta: text.slice(next * size, due * size) }] });
    }
    next = due;
    if (next < total) await new Promise((done) => window.setTimeout(done, 16));
  }
  const lastSent = performance.now();
  // The last words of the answer; other text may be markup, which is not shown.
  const end = (text.match(/\w[\w ]{6,}\w/g) ?? text.match(/\w+/g))?.at(-1) ?? "";
  while (!answer()?.textContent.includes(end)) await frame();
  const now = performance.now();
  observer.disconnect();
  return {
    firstPaint: await first,
    lastPaint: now - lastSent,
    longTasks: longTasks.reduce((sum, each) => sum + each, 0),
    fps: (frames() / (now - started)) * 1000,
    took: now - started,
  };
}

/** Milliseconds until the answer's first text is painted. */
function firstText(started: number): Promise<number> {
  return new Promise((done) => {
    const seen = new MutationObserver(() => {
      if (!answer()?.querySelector(".markdown")?.textContent) return;
      seen.disconnect();
      void frame().then(() => done(performance.now() - started));
    });
    seen.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** Counts frames until the returned function is called. */
function countFrames(): () => number {
  let frames = 0;
  let counting = true;
  const count = (): void => {
    frames++;
    if (counting) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  return () => {
    counting = false;
    return frames;
  };
}

/** Milliseconds from a message to the end of the frame that paints its effect. */
async function timeToPaint(message: ToPanel, selector: string): Promise<number> {
  const started = performance.now();
  tell(message);
  while (!document.querySelector(selector)) await frame();
  await frame();
  return performance.now() - started;
}

Object.assign(window, { acquireVsCodeApi: () => api, harness: { sent, violations, tell, frame, stream, timeToPaint } });
