// What the composer proposes while somebody types: commands, people, channels.

import { here, part, team } from "./store.js";

// The proposals at the caret, each with what it puts in place of the letters from `start` on.
export function proposals(text, caret, { commands = true } = {}) {
  const before = text.slice(0, caret);
  const slash = /^\/\S*$/.exec(before);
  if (slash && commands)
    return {
      start: 0,
      items: part("offers", { commands: [] })
        .commands.filter((entry) => entry.command.startsWith(slash[0]))
        .map(command),
    };
  const named = /(?:^|\s)([@#])([\w.-]*)$/.exec(before);
  if (!named) return { start: 0, items: [] };
  const start = caret - named[2].length - 1;
  return { start, items: (named[1] === "@" ? people : rooms)(named[2].toLowerCase()).slice(0, 8) };
}

const command = (entry) => ({
  insert: `${entry.command} `,
  words: entry.command,
  about: [entry.hint, entry.description].filter(Boolean).join(" · "),
});

const people = (typed) =>
  team()
    .users.filter(
      (user) =>
        !user.deleted &&
        (user.handle.startsWith(typed) ||
          user.name
            .toLowerCase()
            .split(" ")
            .some((word) => word.startsWith(typed))),
    )
    .map((user) => ({
      insert: `@${user.handle} `,
      words: user.name,
      about: `@${user.handle}${user.is_bot ? ", the app" : ""}`,
    }));

const rooms = (typed) =>
  team()
    .channels.filter((room) => room.kind !== "im" && room.name.startsWith(typed))
    .map((room) => ({
      insert: `#${room.name} `,
      words: `#${room.name}`,
      about: room.id === here.channel ? "this channel" : "",
    }));

// The words that help with the rest of a command, once its name stands there.
export function usage(text) {
  const found = part("offers", { commands: [] }).commands.find((entry) => text.startsWith(`${entry.command} `));
  return found ? found.hint : "";
}
