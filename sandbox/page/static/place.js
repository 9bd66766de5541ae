// The middle of the page: one channel with its messages, or the app's Home tab.

import { blocks } from "./blocks.js";
import { h, show } from "./dom.js";
import { composer } from "./composer.js";
import { lock } from "./icons.js";
import { avatar, emptyNote, listOf, stream } from "./stream.js";
import { channel, channelName, here, nameOf, part, team } from "./store.js";
import { read } from "./unread.js";

const node = (id) => document.getElementById(id);
let last = { place: null, newest: null };

export function drawPlace() {
  const room = channel(here.channel);
  if (!room) return;
  const home = room.kind === "im" && here.tab === "home";
  show(node("place"), heading(room));
  node("stream").hidden = home;
  node("below").hidden = home;
  node("home").hidden = !home;
  if (home) return show(node("home"), homeTab());
  drawStream(room);
  return show(node("below"), composer(room, null));
}

function heading(room) {
  const name =
    room.kind === "im"
      ? [avatar(team().bot), h("h1", {}, channelName(room))]
      : [
          h(
            "h1",
            {},
            room.kind === "private"
              ? h("span", { title: "Private" }, lock(), h("span", { class: "hidden-words" }, "private "))
              : "# ",
            room.name,
          ),
        ];
  const members =
    room.kind === "im"
      ? null
      : h(
          "span",
          { class: "soft members", title: room.members.map(nameOf).join(", ") },
          `${room.members.length} in here${room.members.includes(team().bot) ? "" : ", the bot is not"}`,
        );
  return [h("div", { class: "title" }, name, members), room.kind === "im" ? tabs() : null];
}

function tabs() {
  const tab = (id, words) =>
    h(
      "button",
      { type: "button", "data-tab": id, "aria-current": here.tab === id ? "page" : undefined, class: "tab" },
      words,
    );
  return h(
    "nav",
    { class: "tabs", "aria-label": "Views of the app" },
    tab("home", "Home"),
    tab("messages", "Messages"),
  );
}

function homeTab() {
  const view = part("home", null);
  if (!view) return h("div", { class: "empty" }, h("p", {}, "The bot has not published a Home tab for you."));
  const place = { key: view.id, address: { view_id: view.id }, values: view.values };
  return h("div", { class: "home-blocks", "data-key": view.id }, blocks(view.blocks, place));
}

function drawStream(room) {
  const box = node("stream");
  const list = listOf(room.id);
  const where = `${here.me}/${room.id}`;
  const newest = list.at(-1)?.ts;
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  // What one has caused oneself is shown wherever one was reading.
  const own = list.at(-1)?.only_you || list.at(-1)?.user === here.me;
  if (last.place !== where) box.replaceChildren();
  const beginning = h("p", { class: "empty", "data-key": "beginning" }, emptyNote(room));
  show(box, beginning, stream(list, "main"));
  if (last.place !== where || (newest !== last.newest && (atEnd || own)))
    toNewest(box, newest);
  last = { place: where, newest };
  read(room.id, newest);
}

// A message longer than the window is shown from its first line.
function toNewest(box, ts) {
  box.scrollTop = box.scrollHeight;
  const article = ts && box.querySelector(`[data-ts="${ts}"]`);
  if (article && article.offsetHeight > box.clientHeight)
    box.scrollTop = article.offsetTop - box.offsetTop - 8;
}
