// The emoji that bots use most, by name; any other code stays as text.

// A map, so that a code such as :constructor: finds nothing.
const EMOJI = new Map(Object.entries(await (await fetch("/page/emoji.json")).json()));

export const emoji = (name, unicode) => {
  if (unicode) return String.fromCodePoint(...unicode.split("-").map((code) => Number.parseInt(code, 16)));
  return EMOJI.get(name.replace(/::skin-tone-\d$/, "")) ?? `:${name}:`;
};

export const withEmoji = (text) =>
  text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/g, (_, name) => emoji(name));
