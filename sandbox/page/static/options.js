// What a menu offers, and what is chosen in it: options, people or conversations, under one shape.

import { channelName, channel, nameOf, team } from "./store.js";
import { wordsOf } from "./texts.js";

const asOption = (option, group) => ({
  value: option.value,
  words: wordsOf(option.text),
  about: wordsOf(option.description),
  group,
});

export function optionsIn(source) {
  if (source.option_groups)
    return source.option_groups.flatMap((group) =>
      (group.options ?? []).map((option) => asOption(option, wordsOf(group.label))),
    );
  return (source.options ?? []).map((option) => asOption(option));
}

export function offeredBy(element) {
  if (element.type.includes("users")) return people();
  if (/channels|conversations/.test(element.type)) return rooms(element);
  return optionsIn(element);
}

const people = () =>
  team()
    .users.filter((user) => !user.deleted)
    .map((user) => ({ value: user.id, words: user.name, about: `@${user.handle}` }));

function rooms(element) {
  const onlyPublic = element.type.includes("channels");
  const kinds = onlyPublic ? ["public"] : (element.filter?.include ?? ["public", "private", "im"]);
  return team()
    .channels.filter(
      (room) =>
        kinds.includes(room.kind) &&
        !room.archived &&
        !(room.kind === "im" && element.filter?.exclude_bot_users) &&
        !(room.external && element.filter?.exclude_external_shared_channels),
    )
    .map((room) => ({
      value: room.id,
      words: room.kind === "im" ? channelName(room) : `#${room.name}`,
      about: room.kind === "private" ? "private" : "",
    }));
}

// What is chosen, as the values that the server takes; it sends back whole options or bare ids.
export const chosenOf = (element, value) =>
  [value ?? []].flat().map((choice) => (typeof choice === "string" ? { value: choice } : choice));

export function wordsOfChoice(element, choice) {
  if (choice.text) return wordsOf(choice.text);
  if (element.type.includes("users")) return nameOf(choice.value);
  const known = channel(choice.value);
  if (known) return known.kind === "im" ? channelName(known) : `#${known.name}`;
  return choice.words ?? choice.value;
}
