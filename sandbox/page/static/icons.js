// The few signs of the page itself, drawn rather than taken from a font that may lack them.

import { svg } from "./dom.js";

const drawn = (size, ...shapes) =>
  svg(
    "svg",
    { viewBox: "0 0 16 16", width: size, height: size, class: "icon", "aria-hidden": "true" },
    shapes,
  );

export const lock = () =>
  drawn(
    14,
    svg("rect", { x: 3, y: 7, width: 10, height: 7, rx: 2 }),
    svg("path", { d: "M5.2 7V5a2.800 2.800 0 0 1 5.600 0v2", class: "outline" }),
  );
