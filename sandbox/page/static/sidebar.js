// Where one can go: the channels, and the messages with the bot.

import { h, show } from "./dom.js";
import { lock } from "./icons.js";
import { avatar } from "./stream.js";
import { here, nameOf, team } from "./store.js";
import { unread } from "./unread.js";

const box = document.getElementById("sidebar");

export function drawSidebar() {
  const { channels, bot, direct } = team();
  const rooms = channels.filter((room) => room.kind !== "im");
  document.body.classList.toggle("drawer", here.drawer);
  show(
    box,
    h("h2", {}, "Channels"),
    h(
      "ul",
      {},
      rooms.map((room) =>
        entry(
          room.id,
          h("span", { class: "sign", "aria-hidden": "true" }, room.kind === "private" ? lock() : "#"),
          room.name,
          room.archived ? "archived" : room.inside ? "" : "outside",
        ),
      ),
    ),
    h("h2", {}, "Apps"),
    h("ul", {}, direct ? entry(direct, avatar(bot, "mini"), nameOf(bot), "") : null),
  );
}

function entry(id, sign, name, extra) {
  const count = unread(id);
  const current = here.channel === id;
  return h(
    "li",
    { "data-key": id },
    h(
      "button",
      {
        type: "button",
        class: `room ${extra}${count ? " unread" : ""}`,
        "data-go": id,
        "aria-current": current ? "page" : undefined,
      },
      sign,
      h("span", { class: "room-name" }, name),
      count
        ? h("span", { class: "count" }, h("span", { class: "hidden-words" }, "unread: "), String(count))
        : null,
    ),
  );
}
