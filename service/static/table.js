// A roadmap as a table with its doubts marked.

import { day, meaning } from "./dates.js";
import { el } from "./dom.js";
import { doubtList } from "./doubts.js";

const LOW = 0.5; // as the extractor's own low_confidence
const HIGH = 0.85;

const ALWAYS = ["number", "measure", "deadline", "responsible"];
const CELLS = {
  number: (measure) => measure.number ?? "",
  measure: (measure, doubts, t, lang) => [el("p", { class: "what" }, measure.text), marks(measure, t), doubtList(doubts, "doubts", t, lang)],
  deadline: (measure, doubts, t, lang) => list(measure.deadlines, (deadline) => [deadline.text, note(meaning(deadline, t, lang), deadline.text)]),
  responsible: (measure, doubts, t) => parties(measure.responsible, t),
  coordinator: (measure, doubts, t) => parties(measure.coordinators, t),
  result: (measure) => measure.result ?? "",
  indicator: (measure) => measure.indicator ?? "",
  funding: (measure) => measure.funding ?? "",
};
const FILLED = {
  result: (measure) => measure.result,
  coordinator: (measure) => measure.coordinators.length > 0,
  indicator: (measure) => measure.indicator,
  funding: (measure) => measure.funding,
};

/** A roadmap's heading, its table and the switch that leaves only the rows in doubt. */
export function roadmapTable(roadmap, doubts, t, lang) {
  const roles = Object.keys(CELLS).filter((role) => ALWAYS.includes(role) || roadmap.measures.some(FILLED[role]));
  const table = el("table", { class: `roadmap of-${roles.length}` },
    el("thead", {}, el("tr", {}, roles.map((role) => el("th", { scope: "col", class: `c-${role}` }, t(`role.${role}`))))),
    groups(roadmap).map(([section, measures]) => el("tbody", {},
      section && el("tr", { class: "section" }, el("th", { scope: "rowgroup", colspan: roles.length }, [section.number, section.title].filter(Boolean).join(". "))),
      measures.map((measure) => row(measure, roles, doubts.get(measure.id) ?? [], t, lang)))));
  const period = roadmap.period && `${t("period")}: ${day(roadmap.period.start, lang)} – ${day(roadmap.period.end, lang)}`;
  return el("section", { class: "plan" },
    el("h2", {}, roadmap.title ?? t("untitled")),
    el("div", { class: "plan-line" }, el("p", {}, period), onlyDoubts(table, roadmap, doubts, t)),
    table);
}

/** Consecutive measures of one section together: [section or undefined, measures]. */
function groups(roadmap) {
  const sections = new Map(roadmap.sections.map((section) => [section.id, section]));
  const found = [];
  for (const measure of roadmap.measures) {
    const section = sections.get(measure.section);
    if (!found.length || found.at(-1)[0] !== section) found.push([section, []]);
    found.at(-1)[1].push(measure);
  }
  return found;
}

const inDoubt = (measure, doubts) => doubts.length > 0 || measure.confidence < LOW;

function row(measure, roles, doubts, t, lang) {
  const told = doubts.filter((warning) => !warning.message.startsWith("confidence ")); // the figure stands in the row's marks
  const cells = roles.map((role) => el("td", { class: `c-${role}`, "data-label": t(`role.${role}`) }, CELLS[role](measure, told, t, lang)));
  return el("tr", { class: inDoubt(measure, doubts) ? "in-doubt" : null, id: measure.id }, cells);
}

function onlyDoubts(table, roadmap, doubts, t) {
  const count = roadmap.measures.filter((measure) => inDoubt(measure, doubts.get(measure.id) ?? [])).length;
  if (!count) return el("p", {}, t("no_doubts"));
  const box = el("input", { type: "checkbox", change: () => table.classList.toggle("only-doubts", box.checked) });
  return el("label", { class: "filter" }, box, `${t("only_doubts")} (${count})`);
}

function marks(measure, t) {
  const level = measure.confidence < LOW ? "low" : measure.confidence < HIGH ? "medium" : "high";
  const sure = [t("confidence").toLowerCase(), level !== "high" && `${t(`confidence_${level}`)},`, `${Math.round(measure.confidence * 100)} %`];
  return el("p", { class: "marks" },
    el("span", { class: "type" }, t(`type.${measure.type}`)),
    el("span", { class: `sure ${level}` }, sure.filter(Boolean).join(" ")));
}

const note = (said, printed) => (said && said.toLowerCase() !== printed.toLowerCase() ? el("span", { class: "meaning" }, said) : null);

const list = (items, content) => items.length > 0 && el("ul", {}, items.map((item) => el("li", {}, content(item))));

const parties = (items, t) => list(items, (party) => el("span", { class: `party ${party.kind}`, title: t(`party.${party.kind}`) }, party.text));
