// Warnings in words: what each code means, and its message where it says more.

import { el } from "./dom.js";

/** The service's English messages in Russian, as [pattern, replacement]; one that no pattern knows is shown as it is. */
const russian = (await (await fetch("/static/messages.json")).json()).map(([pattern, said]) => [new RegExp(pattern, "s"), said]);
const ROLES = /\b(number|measure|deadline|responsible|coordinator|result|indicator|funding|other)\b/g;

function explain(message, t, lang) {
  const known = lang === "ru" && russian.find(([pattern]) => pattern.test(message));
  return known ? message.replace(known[0], known[1]).replace(ROLES, (role) => t(`role.${role}`).toLowerCase()) : message;
}

/** A list of warnings, or nothing where there is none. */
export function doubtList(warnings, name, t, lang) {
  return warnings.length > 0 && el("ul", { class: name }, warnings.map((warning) => el("li", { class: "doubt" },
    el("b", {}, `${t("check")}: ${t(`warning.${warning.code}`)}`), el("span", { class: "why" }, explain(warning.message, t, lang)))));
}
