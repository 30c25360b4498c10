// Elements are built, never parsed: whatever a document says becomes text.

/** An element with its properties (`class`, `lang`, `data-…` and the like as attributes) and children; empty children are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

/** `text` with each `{name}` filled from `values`. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A function from key to what the page says in a language; an unknown key is said as it is, without its group. */
export const speaker = (words) => (key, values = {}) => fill(words[key] ?? key.replace(/^[a-z]+\./, ""), values);
