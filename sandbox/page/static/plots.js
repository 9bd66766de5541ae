// The marks of one series in a chart with axes: bars, a line, or the area below it.

import { svg } from "./dom.js";

export const [WIDTH, HEIGHT] = [560, 246];
export const BOX = { left: 46, right: 12, top: 12, bottom: 26 };
export const NAMED = 18; // room for the words below the axis
export const seriesClass = (index) => `series-${index % 12}`;

const told = (name, label, value) => svg("title", {}, `${name}, ${label}: ${value}`);

export function bars({ line, index, x, y, base, count, labels: names, name }) {
  const room = ((WIDTH - BOX.left - BOX.right) / line.length) * 0.72;
  const width = room / count;
  return line.map((value, at) =>
    svg(
      "rect",
      {
        class: seriesClass(index),
        x: x(at) - room / 2 + index * width,
        width: Math.max(1, width - 1.5),
        y: Math.min(y(value), base),
        height: Math.abs(base - y(value)),
        rx: 2,
      },
      told(name, names[at], value),
    ),
  );
}

export function curve({ line, index, x, y, labels: names, name }) {
  const points = line.map((value, at) => `${x(at)},${y(value)}`).join(" ");
  const dots = line.map((value, at) =>
    svg(
      "circle",
      { class: `dot-mark ${seriesClass(index)}`, cx: x(at), cy: y(value), r: 3.5 },
      told(name, names[at], value),
    ),
  );
  return [svg("polyline", { class: `curve ${seriesClass(index)}`, points }), dots];
}

export function area(about) {
  const { line, index, x, y, base } = about;
  const points = line.map((value, at) => `${x(at)},${y(value)}`).join(" ");
  const shape = svg("polygon", {
    class: `fill ${seriesClass(index)}`,
    points: `${x(0)},${base} ${points} ${x(line.length - 1)},${base}`,
  });
  return [shape, curve(about)];
}
