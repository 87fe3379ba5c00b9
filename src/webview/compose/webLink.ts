/** What a drag offers, as far as it is looked at here. */
type Offered = { getData(type: string): string };

const imageName = /\.(?:png|jpe?g|webp|gif)$/i;

/**
 * The web address of the image that is dragged: one shown in a page, or a link to an image file. Undefined for any other
 * link.
 */
export function imageLinkIn(data: Offered): string | undefined {
  const shown = sourceOf(data.getData("text/html"));
  const link = linkIn(data);
  return [shown, link].find(
    (address) => address !== undefined && isWeb(address) && (address === shown || isImage(address)),
  );
}

/** The link that is dragged; empty for none. */
export function linkIn(data: Offered): string {
  const lines = data.getData("text/uri-list").split(/\r?\n/);
  return lines.find((line) => line !== "" && !line.startsWith("#")) ?? "";
}

/** The source of an image that is all that is dragged; one among text is not. */
function sourceOf(html: string): string | undefined {
  if (!/<img\b/i.test(html)) return undefined;
  const page = new DOMParser().parseFromString(html, "text/html");
  const images = page.querySelectorAll("img");
  const isAlone = images.length === 1 && page.body.textContent.trim() === "";
  return isAlone ? (images[0]?.getAttribute("src") ?? undefined) : undefined;
}

const isWeb = (address: string): boolean => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
const isImage = (address: string): boolean => imageName.test(new URL(address).pathname);
