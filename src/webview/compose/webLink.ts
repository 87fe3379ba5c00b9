/** The parts of a drag that are used here. */
type Offered = { getData(type: string): string };

const imageName = /\.(?:png|jpe?g|webp|gif)$/i;

/**
 * The web address of a dragged image: one shown on a page, or a link to an image file. Undefined for any other link.
 */
export function imageLinkIn(data: Offered): string | undefined {
  const shown = sourceOf(data.getData("text/html"));
  const link = linkIn(data);
  return [shown, link].find(
    (address) => address !== undefined && isWeb(address) && (address === shown || isImage(address)),
  );
}

/** The dragged link; empty if there is none. */
export function linkIn(data: Offered): string {
  const lines = data.getData("text/uri-list").split(/\r?\n/);
  return lines.find((line) => line !== "" && !line.startsWith("#")) ?? "";
}

/** The source of the image, if the dragged HTML is only an image. */
function sourceOf(html: string): string | undefined {
  if (!/<img\b/i.test(html)) return undefined;
  const page = new DOMParser().parseFromString(html, "text/html");
  const images = page.querySelectorAll("img");
  const isAlone = images.length === 1 && page.body.textContent.trim() === "";
  return isAlone ? (images[0]?.getAttribute("src") ?? undefined) : undefined;
}

const isWeb = (address: string): boolean => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
const isImage = (address: string): boolean => imageName.test(new URL(address).pathname);
