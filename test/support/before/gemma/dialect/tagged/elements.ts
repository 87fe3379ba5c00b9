/** A tag that opens an element: `<invoke name="read_file">`, or with its name's value behind a sign, `<function=read_file>`. */
export type OpenTag = {
  name: string;
  value: string | undefined;
  attributes: ReadonlyMap<string, string>;
  /** The position behind it. */
  end: number;
  /** It is an element without content: `<now/>`. */
  closed: boolean;
};

const tag =
  /<([A-Za-z_][\w.-]{0,127}(?::[\w.-]{1,127})?)(?:=("[^"\n<>]{1,128}"|'[^'\n<>]{1,128}'|[^\s<>"'/]{1,128}))?((?:[ \t]{1,8}[\w:.-]{1,64} ?= ?(?:"[^"\n<>]{0,400}"|'[^'\n<>]{0,400}')){0,12})[ \t]{0,8}(\/?)>/y;
const attribute = /([\w:.-]+) ?= ?(?:"([^"]*)"|'([^']*)')/g;
const unfinished =
  /^<(?:[A-Za-z_][\w.-]{0,127}(?::[\w.-]{0,127})?(?:=(?:"[^"\n<>]{0,128}"?|'[^'\n<>]{0,128}'?|[^\s<>"'/]{0,128}))?(?:[ \t]{1,8}[\w:.-]{1,64} ?= ?(?:"[^"\n<>]{0,400}"|'[^'\n<>]{0,400}')){0,12}(?:[ \t]{1,8}(?:[\w:.-]{1,64} ?(?:= ?(?:"[^"\n<>]{0,400}|'[^'\n<>]{0,400})?)?)?)?[ \t]{0,8}\/?)?$/;
/** A tag that a call is written with is no longer. */
export const longestTag = 600;

/** The tag that opens an element at `at`; "more" when the text stops within what may be one. */
export function openTag(text: string, at: number, ended: boolean): OpenTag | "more" | undefined {
  tag.lastIndex = at;
  const found = tag.exec(text);
  if (found && found[0].length <= longestTag) {
    const [, name = "", value, attributes = "", slash] = found;
    const pairs = [...attributes.matchAll(attribute)].map(([, key = "", a, b]) => [key, a ?? b ?? ""] as const);
    const bare = value?.replace(/^(["'])(.*)\1$/, "$2");
    return { name, value: bare, attributes: new Map(pairs), end: tag.lastIndex, closed: slash === "/" };
  }
  if (found) return undefined;
  const rest = text.slice(at, at + longestTag);
  return !ended && rest.length < longestTag && unfinished.test(rest) ? "more" : undefined;
}

/** The tag that closes the element of an opening one. */
export const closingTag = ({ name }: OpenTag): string => `</${name}>`;

const callWord = /(?:^|[:_.-])(?:tool|function|call|invoke|tool_?call|tool_?use|function_?call|use_?tool)s?$/i;

/** Whether an element's name says that calls are in it. */
export const isCallTag = ({ name }: OpenTag): boolean => callWord.test(name);
