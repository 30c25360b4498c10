// A Roadmap JSON document as elements.

import { day, meaning } from "./dates.js";
import { el } from "./dom.js";
import { doubtList } from "./doubts.js";
import { roadmapTable } from "./table.js";

const CONTEXT = 30; // characters shown on each side of a repair

/** Warnings by the id of their measure; those about the document under "". */
function byMeasure(warnings) {
  const found = new Map();
  for (const warning of warnings) {
    const key = warning.measure ?? "";
    found.set(key, [...(found.get(key) ?? []), warning]);
  }
  return found;
}

/** The whole document; `take(suffix)` is called when a file of it is asked for. */
export function renderDocument(doc, t, lang, take) {
  const doubts = byMeasure(doc.warnings);
  return [
    head(doc, t, lang, take),
    doubtList(doubts.get("") ?? [], "notices", t, lang),
    doc.roadmaps.map((roadmap) => roadmapTable(roadmap, doubts, t, lang)),
    details("repairs", doc.corrections, corrections(doc, t), t),
    details("directives", doc.order.directives, directives(doc.order.directives, t, lang), t),
    details("legal_basis", doc.order.legal_basis, doc.order.legal_basis.map((act) => el("p", {}, reference(act, lang))), t),
    details("organisations", doc.organisations, entities(doc.organisations.map(organisation), t), t),
    details("people", doc.people, entities(doc.people.map(person), t), t),
  ].flat(Infinity).filter(Boolean);
}

function head(doc, t, lang, take) {
  const { order, source } = doc;
  const kind = [order.kind ?? t("order"), order.number && `№ ${order.number}`, order.date && `${lang === "ru" ? "от" : "of"} ${day(order.date, lang)}`];
  const signed = order.signatory && [order.signatory.name, order.signatory.position].filter(Boolean).join(", ");
  const facts = [["issuer", order.issuer], ["municipality", order.municipality], ["region", order.region], ["signatory", signed]];
  const measures = doc.roadmaps.flatMap((roadmap) => roadmap.measures);
  const tally = [["measures", measures.length], ["doubts", doc.warnings.length], ["repairs", doc.corrections.length]];
  return el("section", { class: "head" },
    el("div", { class: "head-line" },
      el("p", { class: "kind" }, kind.filter(Boolean).join(" ")),
      el("div", { class: "takes" },
        el("button", { type: "button", class: "main", click: () => take("json") }, t("download")),
        ["xlsx", "csv", "ics"].map((suffix) => el("button", { type: "button", class: "other", click: () => take(suffix) }, t(`take.${suffix}`))))),
    el("h1", {}, order.title ?? t("untitled")),
    el("dl", { class: "facts" }, facts.map(([name, value]) => el("div", {}, el("dt", {}, t(name)), el("dd", { class: value ? null : "absent" }, value || t("not_stated"))))),
    el("ul", { class: "tally" }, tally.map(([name, count]) => el("li", {}, t(name), " ", el("b", {}, String(count))))),
    el("p", { class: "source" }, sourceLine(source, t)));
}

function sourceLine(source, t) {
  const parts = [source.filename, source.media_type, source.encoding, source.page_count && t("pages", { count: source.page_count })];
  if (source.ocr_confidence !== null) parts.push(`${t("recognition")} ${percent(source.ocr_confidence)}`);
  return parts.filter(Boolean).join(" · ");
}

const percent = (share) => `${Math.round(share * 100)} %`;

function details(name, items, content, t) {
  if (!items.length) return null;
  return el("details", {}, el("summary", {}, t(name), el("span", { class: "count" }, String(items.length))), content);
}

function corrections(doc, t) {
  const points = doc.text && Array.from(doc.text); // offsets count code points, JavaScript's strings count UTF-16 units
  const head = ["as_read", "repaired", "context", "rule", "confidence"];
  const rows = doc.corrections.map((fix) => {
    const place = points ? around(points, fix) : [];
    const cells = [el("del", {}, fix.original), el("ins", {}, fix.corrected), place, el("code", {}, fix.rule), percent(fix.confidence)];
    return el("tr", {}, cells.map((cell, index) => el("td", { "data-label": t(head[index]) }, cell)));
  });
  return el("table", { class: "repairs" }, el("thead", {}, el("tr", {}, head.map((name) => el("th", { scope: "col" }, t(name))))), el("tbody", {}, rows));
}

function around(points, fix) {
  const fold = (from, to) => points.slice(Math.max(0, from), to).join("").replace(/\s+/g, " ");
  return ["…", fold(fix.start - CONTEXT, fix.start), el("mark", {}, fold(fix.start, fix.end)), fold(fix.end, fix.end + CONTEXT), "…"];
}

function directives(items, t, lang) {
  return el("ol", { class: "directives" }, items.map((item) => {
    const about = [...item.parties.map((party) => party.text), ...item.deadlines.map((deadline) => meaning(deadline, t, lang) || deadline.text)];
    return el("li", {}, el("span", { class: "point" }, item.number), el("div", {}, item.text, about.length ? el("p", { class: "why" }, about.join(" · ")) : null));
  }));
}

function reference(act, lang) {
  const parts = [act.kind, act.issuer, act.date && day(act.date, lang), act.number && `№ ${act.number}`, act.title && `«${act.title.replace(/^«|»$/g, "")}»`];
  return parts.filter(Boolean).join(" ");
}

const organisation = (body) => [body.name, body.full_name, body.mentions.length];
const person = (one) => [[one.surname, one.given_name, one.patronymic].filter(Boolean).join(" "), one.position, one.mentions.length];

function entities(rows, t) {
  return el("ul", { class: "entities" }, rows.map(([name, about, count]) => el("li", {},
    el("b", {}, name), about ? el("span", {}, about) : null, el("small", {}, t("mentions", { count })))));
}
