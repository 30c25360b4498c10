// The page: a file goes to the service, its document is shown in the chosen language.

import { el, speaker } from "./dom.js";
import { renderDocument } from "./render.js";

const MEBIBYTE = 1 << 20;
const TYPES = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv",
  ics: "text/calendar",
};
const at = (id) => document.getElementById(id);
const form = at("upload");
const limit = Number(form.dataset.maxBytes);
const words = await (await fetch("/static/words.json")).json();

let lang = localStorage.getItem("language") === "en" ? "en" : "ru";
let state = {}; // {file, name, reading} | {file, name, json, doc} | {file, name, problem}

const draw = () => {
  const t = speaker(words[lang]);
  const size = Math.floor(limit / MEBIBYTE);
  document.documentElement.lang = lang;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
  at("language").lang = t("language_code");
  at("formats").textContent = t("formats", { size });
  if (state.doc) at("choose").textContent = t("another");
  form.classList.toggle("small", Boolean(state.doc));
  document.body.classList.toggle("reading", Boolean(state.reading));
  const count = state.doc?.roadmaps.reduce((sum, roadmap) => sum + roadmap.measures.length, 0);
  at("status").textContent = state.reading ? t("reading", state) : state.doc ? t("done", { name: state.name, count }) : "";
  at("problem").replaceChildren(...(state.problem ? [problemBox(state.problem, t, size)] : []));
  at("document").hidden = !state.doc;
  at("document").replaceChildren(...(state.doc ? renderDocument(state.doc, t, lang, take) : []));
};

/** A problem by the last part of its type, in words; what the service itself says comes after. */
function problemBox(problem, t, size) {
  const slug = problem.type?.split("#")[1];
  const said = problem.key ? t(problem.key, { size }) : slug ? t(`problem.${slug}`) : problem.title;
  return el("div", { class: "problem" },
    el("h2", {}, `${t("failed")}: ${state.name}`),
    el("p", {}, said),
    problem.detail && el("p", { class: "why" }, problem.detail),
    problem.instance && el("p", { class: "why" }, `${t("reference")}: `, el("code", {}, problem.instance)));
}

async function read(file) {
  if (state.reading) return;
  const show = (next) => { state = { file, name: file.name, ...next }; draw(); };
  if (file.size > limit) {
    show({ problem: { key: "size" } });
    return;
  }
  show({ reading: true });
  show(await ask(file, "application/json", async (response) => {
    const json = await response.text();
    return { json, doc: JSON.parse(json) };
  }));
  at(state.doc ? "document" : "problem").scrollIntoView({ block: "nearest" });
}

/** What `use` makes of the service's answer, or {problem}. */
async function ask(file, accept, use) {
  const body = new FormData();
  body.append("file", file);
  try {
    const response = await fetch("/v1/roadmaps?text=true", { method: "POST", body, headers: { Accept: accept } });
    return response.ok ? await use(response) : { problem: await response.json() };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error; // no connection, or an answer that is not JSON
    return { problem: { key: "offline" } };
  }
}

/** Save the document as a file; the service writes all but JSON, from the same upload. */
async function take(suffix) {
  const { file, json } = state;
  const { data, problem } = suffix === "json"
    ? { data: new Blob([json], { type: "application/json" }) }
    : await ask(file, TYPES[suffix], async (response) => ({ data: await response.blob() }));
  if (problem) {
    state = { ...state, problem };
    draw();
    return;
  }
  const url = URL.createObjectURL(data);
  el("a", { href: url, download: `${file.name}.${suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function readChosen() {
  const [file] = at("file").files;
  if (file) read(file);
  at("file").value = "";
}

at("file").addEventListener("change", readChosen);
at("example").addEventListener("click", async () => read(new File([await (await fetch("/static/example.txt")).blob()], "example.txt")));
at("language").addEventListener("click", () => {
  lang = lang === "ru" ? "en" : "ru";
  localStorage.setItem("language", lang);
  draw();
});
for (const name of ["dragover", "dragleave", "drop"]) {
  window.addEventListener(name, (event) => {
    event.preventDefault();
    document.body.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) read(event.dataTransfer.files[0]);
  });
}
draw();
readChosen(); // what was chosen before this script came
