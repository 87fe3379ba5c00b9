import { elementsBelow, type PageElement } from "./pageTree.ts";

/** Not text, or controls of the page. */
const never = new Set(
  "script style noscript template svg canvas iframe object embed head link meta input select textarea button dialog audio video map".split(
    " ",
  ),
);
/** What surrounds the text of a page. */
const around = new Set(["nav", "aside", "footer"]);
const aroundRoles = new Set([
  "navigation",
  "banner",
  "contentinfo",
  "complementary",
  "search",
  "dialog",
  "menu",
  "menubar",
]);
/** Questions of the page to its visitor, by the names that most of their makers give them. */
const banner = /(^|[-_ ])(cookie|consent|gdpr)([-_ ]|$)/i;

/** A main part with less text than this, or than this share of the page, is taken for something else. */
const LEAST_TEXT = 200;
const LEAST_SHARE = 0.2;

/** Whether an element is no text that a visitor sees. */
export function isUnseen({ name, attributes }: PageElement): boolean {
  const { hidden, style = "" } = attributes;
  return (
    never.has(name) ||
    hidden !== undefined ||
    attributes["aria-hidden"] === "true" ||
    /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])/i.test(style)
  );
}

/** Whether an element is unseen, or is around the text of a page. */
export function isAround(element: PageElement): boolean {
  const { name, attributes } = element;
  const { role = "", class: classes = "", id = "" } = attributes;
  return isUnseen(element) || around.has(name) || aroundRoles.has(role) || banner.test(classes) || banner.test(id);
}

/** The part of a page that holds its text: its main element, its only article, or all of it. */
export function mainPart(page: PageElement): PageElement {
  const all = [...elementsBelow(page, isUnseen)];
  const body = all.find(({ name }) => name === "body") ?? page;
  const least = Math.max(LEAST_TEXT, LEAST_SHARE * lengthOf(body));
  const mains = all.filter(({ name, attributes: { role } }) => name === "main" || role === "main");
  const articles = all.filter(({ name }) => name === "article");
  const candidates = [...(mains.length === 1 ? mains : []), ...(articles.length === 1 ? articles : [])];
  // The inner one, where both are whole: it has less around it.
  return candidates.reverse().find((each) => lengthOf(each) >= least) ?? body;
}

/** Characters of text in an element, without what is around it. */
function lengthOf(element: PageElement): number {
  let length = 0;
  for (const each of [element, ...elementsBelow(element, isAround)]) {
    for (const child of each.children) if (typeof child === "string") length += child.trim().length;
  }
  return length;
}

/** The title of a page; empty if it has none. */
export function titleOf(page: PageElement): string {
  for (const { name, children } of elementsBelow(page)) {
    if (name === "title")
      return children
        .filter((child) => typeof child === "string")
        .join("")
        .replaceAll(/\s+/g, " ")
        .trim();
  }
  return "";
}
