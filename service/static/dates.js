// Deadlines in words.

const WEEK = /BYDAY=([A-Z,]+)/;

/** A day as the language writes it: 15.03.2022, 15 Mar 2022. */
export function day(iso, lang) {
  const style = lang === "ru" ? {} : { day: "numeric", month: "short", year: "numeric" };
  return new Date(`${iso}T12:00:00`).toLocaleDateString(lang === "ru" ? "ru-RU" : "en-GB", style);
}

function monthName(number, lang) {
  return new Date(2001, number - 1, 15).toLocaleDateString(lang, { month: "long" });
}

/** A recurrence rule in words; one of a form that has no words stays as it is. */
function recurrence(rrule, t, lang) {
  const rule = Object.fromEntries(rrule.split(";").map((part) => part.split("=")));
  const frequency = `freq.${rule.FREQ}${rule.INTERVAL && rule.INTERVAL !== "1" ? `.${rule.INTERVAL}` : ""}`;
  const said = [t(frequency)];
  if (rule.BYMONTH) said.push(rule.BYMONTH.split(",").map((number) => monthName(Number(number), lang)).join(", "));
  if (rule.BYMONTHDAY) said.push(t("day_of_month", { day: rule.BYMONTHDAY }));
  if (WEEK.test(rrule)) said.push(rule.BYDAY.split(",").map((name) => t(`day.${name}`)).join(", "));
  return said.join(", ");
}

function span(deadline, t, lang) {
  const [start, end] = [deadline.start && day(deadline.start, lang), deadline.end && day(deadline.end, lang)];
  if (start && end) return start === end ? start : `${start} – ${end}`;
  if (end) return t("until", { end });
  return start ? t("from", { start }) : "";
}

/** What a deadline means: `до 15.03.2022 включительно`, `каждый квартал`. */
export function meaning(deadline, t, lang) {
  const said = [span(deadline, t, lang)];
  if (deadline.rrule) said.push(recurrence(deadline.rrule, t, lang));
  if (!said.join("") && (deadline.kind === "ongoing" || deadline.kind === "conditional")) said.push(t(deadline.kind));
  if (deadline.edtf?.includes("X")) said.push(t("year_unknown"));
  if (deadline.year_inferred) said.push(t("year_inferred"));
  return said.filter(Boolean).join(", ");
}
