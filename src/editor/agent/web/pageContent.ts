/** Media types that are text, beside `text/*`. */
const textTypes =
  /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|yaml|x-yaml|toml|javascript|ecmascript|x-javascript|typescript|x-sh|graphql|sql|x-ndjson|jsonlines|ld\+json|rtf|x-httpd-php|xhtml\+xml)\b)/i;

/** Whether a stated type may be text. Servers also state no type, or that of any bytes, for text. */
export function isText(contentType: string): boolean {
  const type = contentType.split(";", 1)[0]!.trim().toLowerCase();
  return type === "" || type === "application/octet-stream" || textTypes.test(type);
}

/** What a type is, in words. */
export function kindOf(contentType: string): string {
  const type = contentType.split(";", 1)[0]!.trim().toLowerCase();
  if (type === "application/pdf") return "a PDF";
  if (type.startsWith("image/")) return "an image";
  if (type.startsWith("video/") || type.startsWith("audio/")) return "a recording";
  if (/zip|tar|compressed|gzip|7z|rar/.test(type)) return "an archive";
  return type === "" || !/^[\w.+/-]{1,80}$/.test(type) ? "a binary file" : `a file of the type ${type}`;
}

/**
 * The text of a page by what its server and the page itself say of its characters, and "text/html" if it is HTML.
 * Undefined if it is no text.
 */
export function textOf(bytes: Uint8Array, contentType: string): { type: string; text: string } | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2048));
  const isWide = /^(?:\xff\xfe|\xfe\xff)/.test(head);
  if (!isWide && head.includes("\0")) return undefined;
  if (/^%PDF-|^PK\x03\x04|^\x1f\x8b|^\x89PNG|^GIF8|^\xff\xd8\xff/.test(head)) return undefined;
  const stated = contentType.split(";", 1)[0]!.trim().toLowerCase();
  const isHtml =
    stated === "text/html" ||
    stated === "application/xhtml+xml" ||
    ((stated === "" || stated === "application/octet-stream") && /^\s*(?:<!doctype html|<html[\s>])/i.test(head));
  const charset = charsetOf(contentType, head, isHtml);
  return { type: isHtml ? "text/html" : stated || "text/plain", text: decodedBy(charset, bytes) };
}

function charsetOf(contentType: string, head: string, isHtml: boolean): string {
  if (head.startsWith("\xef\xbb\xbf")) return "utf-8";
  if (head.startsWith("\xff\xfe")) return "utf-16le";
  if (head.startsWith("\xfe\xff")) return "utf-16be";
  const stated = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
  const own = isHtml ? /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1] : undefined;
  return stated ?? own ?? "utf-8";
}

/** An encoding that nobody knows is read as UTF-8. */
function decodedBy(charset: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
