// The field to write in, below a channel or a thread, as it looks.

import { usage } from "./completion.js";
import { composing, keyFor } from "./composing.js";
import { h } from "./dom.js";
import { shortcutButton, shortcutMenu } from "./shortcuts.js";
import { channelName } from "./store.js";

export function composer(room, thread) {
  if (room.archived) return h("p", { class: "empty" }, "This channel is archived.");
  if (!room.inside) return h("p", { class: "empty" }, `You can read #${room.name}, and are not in it.`);
  const key = keyFor(room.id, thread);
  const id = thread ? "thread-composer" : "composer";
  const open = composing.offer.key === key && composing.offer.items.length > 0;
  const target = room.kind === "im" ? channelName(room) : `#${room.name}`;
  const name = thread ? "Reply in the thread" : `Message ${target}`;
  return h(
    "form",
    {
      class: "composer",
      "data-key": key,
      "data-channel": room.id,
      "data-thread-ts": thread ?? undefined,
      autocomplete: "off",
    },
    open ? list(id) : null,
    composing.menuOpen && !thread ? shortcutMenu() : null,
    h(
      "div",
      { class: "composer-box", "data-key": "box" },
      thread ? null : shortcutButton(),
      h("textarea", {
        id,
        rows: 1,
        value: composing.texts.get(key) ?? "",
        placeholder: thread ? "Reply" : "Message, or / for commands",
        "aria-label": name,
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": open ? "true" : "false",
        "aria-controls": open ? `${id}-list` : undefined,
        "aria-activedescendant": open ? `${id}-${composing.offer.at}` : undefined,
      }),
      h("button", { type: "submit", class: "button primary send", "aria-label": "Send" }, "Send"),
    ),
    h("p", { class: "usage soft", "data-key": "usage" }, usage(composing.texts.get(key) ?? "")),
  );
}

const list = (id) =>
  h(
    "ul",
    { class: "completion", "data-key": "list", role: "listbox", id: `${id}-list`, "aria-label": "Proposals" },
    composing.offer.items.map((item, at) =>
      h(
        "li",
        {
          role: "option",
          id: `${id}-${at}`,
          "data-offer": at,
          "aria-selected": at === composing.offer.at ? "true" : "false",
          class: at === composing.offer.at ? "at" : "",
        },
        h("strong", {}, item.words),
        h("span", { class: "soft" }, item.about),
      ),
    ),
  );
