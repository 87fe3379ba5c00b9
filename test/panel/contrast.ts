import type { Frame } from "playwright-core";

/** The least contrast of text by WCAG 2.2 (1.4.3, level AA), and on a changed line of a diff, which colours it twice. */
const LEAST = { text: 4.5, changed: 3 };

/**
 * The visible texts of a page that stand out too little from what lies behind them, each with its contrast. Backgrounds
 * are looked for among the ancestors, then in the side bar, through which the page shows. Passed over: disabled text, text painted by a gradient, which has no colour of its own, and line numbers, whose faintness is the editor's own.
 */
export function faintTexts(frame: Frame): Promise<string[]> {
  return frame.evaluate<string[]>(`(${lookFor})(${JSON.stringify(LEAST)})`);
}

const lookFor = `(least) => {
  const parse = (colour) => {
    const [r, g, b, a = 1] = (colour.match(/[\\d.]+/g) ?? []).map(Number);
    const unit = colour.startsWith("color(") ? 255 : 1;
    return [r * unit, g * unit, b * unit, a];
  };
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--vscode-sideBar-background)";
  const sideBar = parse(getComputedStyle(probe).color);
  probe.remove();
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.push(parse(getComputedStyle(at).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reduceRight((under, layer) => over(layer, under), sideBar);
  };
  const light = ([r, g, b]) => {
    const [R, G, B] = [r, g, b].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    const style = getComputedStyle(element);
    const isHidden = text === "" || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (isHidden || style.webkitTextFillColor === "rgba(0, 0, 0, 0)" || element.closest(":disabled, .spoken, .diff-number")) continue;
    const back = behind(element);
    const [a, b] = [light(over(parse(style.color), back)), light(back)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const isChanged = element.closest(".diff-row.added, .diff-row.removed") !== null;
    if (contrast < (isChanged ? least.changed : least.text)) found.set(element.className || element.tagName, text.slice(0, 30) + " " + contrast.toFixed(2));
  }
  return [...found].map(([where, what]) => where + ": " + what);
}`;
