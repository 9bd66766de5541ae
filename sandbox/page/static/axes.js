// The frame of a chart with axes: its scale, its grid, and the words beside and below it.

import { svg } from "./dom.js";
import { BOX, HEIGHT, NAMED, WIDTH, area, bars, curve } from "./plots.js";

export function axes({ type, series, axis_config: config }) {
  const values = (item) =>
    config.categories.map((label) => item.data.find((point) => point.label === label)?.value ?? 0);
  const lines = series.map(values);
  const scale = scaleFor(lines.flat());
  const x = (index) => BOX.left + ((index + 0.5) * (WIDTH - BOX.left - BOX.right)) / config.categories.length;
  const y = (value) =>
    HEIGHT - BOX.bottom - ((value - scale.low) / (scale.high - scale.low)) * (HEIGHT - BOX.top - BOX.bottom);
  const draw = { bar: bars, line: curve, area }[type];
  const marks = lines.map((line, index) =>
    draw({
      line,
      index,
      x,
      y,
      base: y(Math.max(0, scale.low)),
      count: series.length,
      labels: config.categories,
      name: series[index].name,
    }),
  );
  const picture = svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT + (config.x_label ? NAMED : 0)}`,
      class: "axes",
      "aria-hidden": "true",
    },
    grid(scale, y),
    marks,
    labels(config, x),
  );
  const rows = [
    ["", ...series.map((item) => item.name)],
    ...config.categories.map((label, at) => [label, ...lines.map((line) => line[at])]),
  ];
  return { picture, names: series.map((item) => item.name), rows };
}

function scaleFor(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  return { low: Math.floor(low / step) * step, high: Math.ceil((high || step) / step) * step, step };
}

function grid({ low, high, step }, y) {
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  return ticks.map((tick) => [
    svg("line", { class: "rule", x1: BOX.left, x2: WIDTH - BOX.right, y1: y(tick), y2: y(tick) }),
    svg(
      "text",
      { class: "tick", x: BOX.left - 6, y: y(tick) + 4, "text-anchor": "end" },
      String(Number(tick.toPrecision(6))),
    ),
  ]);
}

function labels({ categories, x_label: below, y_label: beside }, x) {
  const every = Math.ceil(categories.length / 8);
  const names = categories.map((label, index) =>
    index % every
      ? null
      : svg(
          "text",
          { class: "tick", x: x(index), y: HEIGHT - BOX.bottom + 16, "text-anchor": "middle" },
          label,
        ),
  );
  return [
    names,
    below &&
      svg(
        "text",
        { class: "tick strong", x: WIDTH / 2, y: HEIGHT + NAMED - 8, "text-anchor": "middle" },
        below,
      ),
    beside &&
      svg(
        "text",
        {
          class: "tick strong",
          transform: `translate(12 ${HEIGHT / 2}) rotate(-90)`,
          "text-anchor": "middle",
        },
        beside,
      ),
  ];
}
