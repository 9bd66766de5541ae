// Pictures: the page loads nothing from elsewhere, so a picture from outside is named instead.

import { h } from "./dom.js";

export function picture({ image_url: address, slack_file: file, alt_text: words }, size) {
  if (address?.startsWith("data:image/") || address?.startsWith(`${location.origin}/`))
    return h("img", { src: address, alt: words, class: size });
  const where = address ?? file?.url ?? file?.id ?? "";
  return h(
    "span",
    { class: `no-picture ${size}`, role: "img", "aria-label": words, title: `Not loaded here: ${where}` },
    size === "tiny" ? "▦" : words,
  );
}
