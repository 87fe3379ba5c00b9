import type { Probe, Seen } from "../support/probe.ts";

/**
 * Runs inside a page or a webview. Records when texts appear, when frames begin, long tasks, and presses of Enter. A
 * text counts as painted at the end of the frame in which it enters the document.
 */
const epoch = (time: number): number => performance.timeOrigin + time;

let texts: readonly string[] = [];
/** Texts in the document that wait for the end of a frame, by index in `texts`. */
let inDocument = new Set<number>();
let record: Seen = { paintedAt: [], framesAt: [], longTasks: [] };

new MutationObserver((changes) => {
  if (texts.every((_, at) => inDocument.has(at) || record.paintedAt[at] !== undefined)) return;
  for (const { target, addedNodes } of changes) {
    look(target instanceof CharacterData ? target.parentNode : undefined);
    for (const node of addedNodes) look(node instanceof CharacterData ? node.parentNode : node);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });

function look(node: Node | null | undefined): void {
  const content = node?.textContent;
  if (!content) return;
  for (const [at, text] of texts.entries()) if (content.includes(text)) inDocument.add(at);
}

// A message posted in a frame's callbacks arrives after the frame's style, layout and paint.
const afterFrame = new MessageChannel();
afterFrame.port1.onmessage = () => {
  for (const at of inDocument) record.paintedAt[at] ??= epoch(performance.now());
  inDocument.clear();
};
const frame = (time: number): void => {
  record.framesAt.push(epoch(time));
  afterFrame.port2.postMessage(undefined);
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) record.longTasks.push({ at: epoch(entry.startTime), ms: entry.duration });
}).observe({ type: "longtask" });

addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Enter") record.enterAt = epoch(event.timeStamp);
  },
  true,
);

const probe: Probe = {
  watch(wanted) {
    texts = wanted;
    inDocument = new Set();
    record = { paintedAt: wanted.map(() => undefined), framesAt: [], longTasks: [] };
  },
  seen: () => record,
};
Object.assign(globalThis, { benchProbe: probe });
