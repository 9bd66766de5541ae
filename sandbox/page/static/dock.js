// The panel at the side: the guide, the traffic, the controls, or a thread.

import { controls } from "./controls.js";
import { composer } from "./composer.js";
import { h, show } from "./dom.js";
import { guide } from "./guide.js";
import { channel, channelName, here } from "./store.js";
import { listOf, stream } from "./stream.js";
import { inspector } from "./inspector.js";

const box = document.getElementById("dock");
const TITLES = { guide: "Guide", traffic: "Traffic", controls: "Controls", thread: "Thread" };
const PANELS = { guide, traffic: inspector, controls, thread };

export function drawDock() {
  document.body.classList.toggle("docked", here.dock !== null);
  box.hidden = here.dock === null;
  if (!here.dock) return box.replaceChildren();
  const name =
    here.dock === "thread" && channel(here.thread.channel)
      ? `Thread in ${channelName(channel(here.thread.channel))}`
      : TITLES[here.dock];
  return show(
    box,
    h(
      "header",
      { class: "dock-top", "data-key": "top" },
      h("h2", {}, name),
      h(
        "button",
        { type: "button", class: "plain", "data-undock": true, "aria-label": `Close ${name}` },
        "×",
      ),
    ),
    h(
      "div",
      { class: "dock-body", "data-key": `body/${here.dock}/${here.thread?.ts ?? ""}` },
      PANELS[here.dock](),
    ),
  );
}

function thread() {
  const room = channel(here.thread.channel);
  if (!room) return null;
  return [
    h(
      "div",
      { class: "thread-stream", role: "log", "aria-label": "Replies" },
      stream(listOf(room.id, here.thread.ts), "thread"),
    ),
    composer(room, here.thread.ts),
  ];
}
