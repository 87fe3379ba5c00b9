import type { PageElement } from "./pageTree.ts";

/** Elements that stand in a block of their own. */
const blocks = new Set(
  "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);
const MOST_CELLS = 5000;

type Options = {
  /** The page's own address, by which links are read. */
  base: string;
  isSkipped(element: PageElement): boolean;
};

/** An element as Markdown: headings, lists, code, tables, links. */
export function markdownOf(element: PageElement, options: Options): string {
  return tidy(blocksOf(element, options).join("\n\n"));
}

const tidy = (text: string): string =>
  text
    .replaceAll(/[^\S\n]+\n/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();

/** The blocks of an element, in order. Text between blocks is a block of its own. */
function blocksOf(element: PageElement, options: Options): string[] {
  const out: string[] = [];
  let line = "";
  const flush = (): void => {
    const text = line.replaceAll(/[ \t\r\f]*\n[ \t\r\f]*/g, "\n").trim();
    if (text !== "") out.push(text);
    line = "";
  };
  for (const child of element.children) {
    if (typeof child === "string") line += child.replaceAll(/\s+/g, " ");
    else if (options.isSkipped(child)) continue;
    else if (hasBlock(child, options)) {
      flush();
      out.push(...blockOf(child, options).filter((text) => text !== ""));
    } else line += inlineOf(child, options);
  }
  flush();
  return out;
}

/** Whether an element is a block, or an inline one around a block. */
function hasBlock(element: PageElement, options: Options): boolean {
  if (blocks.has(element.name)) return true;
  return element.children.some(
    (child) => typeof child !== "string" && !options.isSkipped(child) && hasBlock(child, options),
  );
}

function blockOf(element: PageElement, options: Options): string[] {
  const { name } = element;
  switch (name) {
    case "h1":
    case "h2":
    case "h3":
    case "h4":
    case "h5":
    case "h6": {
      const text = oneLine(blocksOf(element, options));
      return text === "" ? [] : [`${"#".repeat(Number(name.charAt(1)))} ${text}`];
    }
    case "hr":
      return ["---"];
    case "pre":
      return [codeOf(element)];
    case "blockquote":
      return [indented(blocksOf(element, options).join("\n\n"), "> ", "> ")];
    case "ul":
    case "ol":
    case "menu":
    case "dl":
      return [listOf(element, options)];
    case "table":
      return [tableOf(element, options)];
    default:
      return blocksOf(element, options);
  }
}

const oneLine = (texts: readonly string[]): string => texts.join(" ").replaceAll(/\s+/g, " ").trim();

const indented = (text: string, first: string, more: string): string =>
  text
    .split("\n")
    .map((line, at) => (line === "" && more.trim() === "" ? "" : (at === 0 ? first : more) + line))
    .join("\n");

function listOf(list: PageElement, options: Options): string {
  let number = Number(list.attributes.start ?? 1) || 1;
  const items: string[] = [];
  for (const child of list.children) {
    if (typeof child === "string" || options.isSkipped(child)) continue;
    const mark = child.name === "dt" ? "" : child.name === "dd" ? ": " : list.name === "ol" ? `${number++}. ` : "- ";
    const text = blocksOf(child, options).join("\n");
    if (text !== "") items.push(indented(text, mark, " ".repeat(mark.length)));
  }
  return items.join("\n");
}

function codeOf(element: PageElement): string {
  const code = textOf(element).replaceAll("\r\n", "\n").replace(/^\n/, "").trimEnd();
  if (code === "") return "";
  const ticks = "`".repeat(Math.max(3, ...(code.match(/`+/g) ?? []).map(({ length }) => length + 1)));
  return `${ticks}${languageOf(element)}\n${code}\n${ticks}`;
}

/** The language of code, by the class that most sites and highlighters give it. */
function languageOf(element: PageElement): string {
  const inner = element.children.filter((child) => typeof child !== "string");
  const classes = [element, ...inner].map(({ attributes }) => attributes.class ?? "").join(" ");
  return /(?:language|lang|highlight-source)-([\w+#-]{1,20})/.exec(classes)?.[1] ?? "";
}

/** All text of an element, as it stands. */
function textOf({ name, children }: PageElement): string {
  if (name === "br") return "\n";
  return children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

function tableOf(table: PageElement, options: Options): string {
  const rows = rowsOf(table, options);
  const cells = rows.map((row) =>
    row.children
      .filter(
        (child): child is PageElement => typeof child !== "string" && (child.name === "td" || child.name === "th"),
      )
      .map((cell) => oneLine(blocksOf(cell, options)).replaceAll("|", "\\|")),
  );
  const width = Math.max(0, ...cells.map(({ length }) => length));
  if (width === 0 || width * cells.length > MOST_CELLS) return blocksOf({ ...table, name: "div" }, options).join("\n");
  // One column is a layout, not a table.
  if (width === 1)
    return cells
      .map(([only = ""]) => only)
      .filter((text) => text !== "")
      .join("\n\n");
  const line = (row: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, at) => row[at] ?? "").join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [line(head), `|${" --- |".repeat(width)}`, ...body.map(line)].join("\n");
}

function rowsOf(element: PageElement, options: Options): PageElement[] {
  return element.children.flatMap((child): PageElement[] => {
    if (typeof child === "string" || options.isSkipped(child)) return [];
    if (child.name === "tr") return [child];
    return ["thead", "tbody", "tfoot"].includes(child.name) ? rowsOf(child, options) : [];
  });
}

function inlineOf(element: PageElement, options: Options): string {
  const inner = (): string =>
    element.children
      .map((child) => {
        if (typeof child === "string") return child.replaceAll(/\s+/g, " ");
        return options.isSkipped(child) ? "" : inlineOf(child, options);
      })
      .join("");
  switch (element.name) {
    case "br":
      return "\n";
    case "img": {
      const alt = (element.attributes.alt ?? "").replaceAll(/\s+/g, " ").trim();
      return alt === "" ? "" : `(image: ${alt})`;
    }
    case "code":
    case "kbd":
    case "samp": {
      const code = textOf(element).replaceAll(/\s+/g, " ").trim();
      return code === "" ? "" : code.includes("`") ? `\`\` ${code} \`\`` : `\`${code}\``;
    }
    case "a":
      return linkOf(element, inner(), options.base);
    default:
      return inner();
  }
}

/** A link with its whole address; one within the page is only its text. */
function linkOf({ attributes: { href = "" } }: PageElement, text: string, base: string): string {
  const words = text.trim();
  if (words === "" || href === "" || href.startsWith("#") || !URL.canParse(href, base)) return text;
  const url = new URL(href, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") return text;
  return words === url.href ? text : text.replace(words, () => `[${words}](${url.href})`);
}
