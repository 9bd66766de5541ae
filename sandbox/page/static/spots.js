// What can be acted on: every element on show, with the block and the place it stands in.

import { drafts } from "./store.js";

const known = new Map();

export const idOf = (element, block, place) => `${place.key}/${block.block_id}/${element.action_id}`;

export function register(element, block, place) {
  const id = idOf(element, block, place);
  known.set(id, { id, element, block, place });
  return id;
}

export const spotOf = (node) => known.get(node.closest("[data-spot]")?.dataset.spot);

export const addressOf = ({ element, block, place }) => ({
  ...place.address,
  block_id: block.block_id,
  action_id: element.action_id,
});

const KEYS = [
  "value",
  "selected_option",
  "selected_options",
  "selected_user",
  "selected_users",
  "selected_conversation",
  "selected_conversations",
  "selected_channel",
  "selected_channels",
  "selected_date",
  "selected_time",
  "selected_date_time",
  "rich_text_value",
];

// What a field holds: what was just entered, or else what the server knows of.
export function valueOf(element, block, place) {
  const id = idOf(element, block, place);
  if (drafts.has(id)) return drafts.get(id);
  const held = place.values?.[block.block_id]?.[element.action_id] ?? {};
  return held[KEYS.find((key) => key in held)];
}
