// Elements without markup: text is text, whatever is in it.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const byId = (name) => document.getElementById(name);

// A text of others, in its own direction.
export const own = (text, language) => h("bdi", { lang: language ?? null }, text ?? "");

// Where a link may lead: the web, nothing that runs.
export function outward(url, text, note) {
  if (!/^https?:\/\//i.test(url ?? "")) return own(text);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", title: note }, own(text));
}
