/** An image's media type by its first bytes; undefined if models or the panel don't support it. */
export function imageTypeOf(bytes: Uint8Array): string | undefined {
  const text = latin1(bytes.subarray(0, 12));
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (/^GIF8[79]a/.test(text)) return "image/gif";
  return /^RIFF[\s\S]{4}WEBP/.test(text) ? "image/webp" : undefined;
}

/** The kind of markup sent instead of an image: SVG or a web page; undefined for anything else. */
export function markupIn(bytes: Uint8Array): "svg" | "page" | undefined {
  const head = latin1(bytes.subarray(0, 1000))
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  if (/^(?:<\?xml[\s\S]*?|<!--[\s\S]*?|<!doctype svg[\s\S]*?)?<svg[\s>]/.test(head)) return "svg";
  return /^<(?:!doctype html|html|head|body|!--|script|meta)/.test(head) ? "page" : undefined;
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
