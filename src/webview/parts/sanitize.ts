import DOMPurify, { type Config } from "dompurify";

const config: Config & { RETURN_DOM_FRAGMENT: true } = {
  RETURN_DOM_FRAGMENT: true,
  ALLOWED_TAGS:
    "a blockquote br code del div em h1 h2 h3 h4 h5 h6 hr ins kbd li mark ol p pre s small span strong sub sup table tbody td th thead tr u ul".split(
      " ",
    ),
  ALLOWED_ATTR: "class href title start role tabindex data-info data-lines aria-label aria-checked aria-disabled".split(
    " ",
  ),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  /** Web, mail, anything without a scheme, and `file.ts:12`, which only looks like a scheme. */
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|[^:]*(?:[/?#]|$)|[^\s:/?#<>"']+\.\w+:\d)/i,
};

/** The only way from HTML text to elements; a second defence after the Markdown parser. */
export function toFragment(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, config);
}
