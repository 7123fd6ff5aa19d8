/* The search itself, in its dialog and on its page: field, filters, count, results, keys. */

import { element, hit, link } from "./hits.js";
import { open } from "./lookup.js";

const WAIT = 120;
const MORE = 6;
const AUDIENCES = { professional: "Healthcare professionals", student: "Students", patient: "Patients and carers" };

let index = null;

/* Open the index once for the whole page. */
export const opened = (root) => {
  if (!index) {
    index = open(`${root}search/`, async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    });
    index.catch(() => { index = null; });
  }
  return index;
};

const choice = (label, values) => {
  const made = element("label", "cg-panel__filter", element("span", "", label));
  const select = element("select");
  select.append(new Option("All", ""), ...values.map(([value, said]) => new Option(said, value)));
  made.append(select);
  return { made, select };
};

const counted = (total, shown) => {
  if (!total) return "Nothing was found";
  const said = total === 1 ? "1 page" : `${total} pages`;
  return shown < total ? `${said}, the best ${shown} shown` : `${said} found`;
};

/* Put the search into a box below its field. Returns what its owner steers: `run` again, `first` result. */
export const mount = ({ box, field, root, request, changed = () => {} }) => {
  const audience = choice("Written for", []);
  const status = choice("Status", []);
  const count = element("p", "cg-panel__count");
  const list = element("ol", "cg-hits");
  const more = element("button", "cg-panel__more", "Show more");
  const none = element("p", "cg-panel__none");
  count.setAttribute("role", "status");
  more.type = "button";
  more.hidden = none.hidden = true;
  const filters = element("div", "cg-panel__filters", status.made, audience.made);
  box.append(filters, count, list, none, more);

  let turn = 0;
  let timer = 0;
  let shown = 0;

  const ready = opened(root).then(({ index: start }) => {
    for (const name of Object.keys(start.status)) status.select.append(new Option(name, name));
    for (const name of Object.keys(start.audience)) audience.select.append(new Option(AUDIENCES[name] || name, name));
  });
  ready.catch(() => {});

  const empty = (question) => {
    const address = new URL(request, location.href);
    if (address.origin !== location.origin) address.searchParams.set("question", question);
    none.replaceChildren("Try fewer or other words, or ", link(address.href, "", "request an article"), ".");
  };

  const show = (found, from, start) => {
    const context = { root, terms: found.terms, stem: start.stem };
    const items = found.results.map((result) => hit(result, context));
    if (from) list.append(...items);
    else list.replaceChildren(...items);
    shown = from + items.length;
    const read = found.read.map(({ written, read: word }) => `“${word}” for “${written}”`).join(", ");
    count.textContent = counted(found.total, shown) + (read ? `; read ${read}` : "");
    more.hidden = shown >= found.total;
    none.hidden = found.total > 0;
  };

  const clear = () => {
    list.replaceChildren();
    count.textContent = "";
    more.hidden = none.hidden = true;
    shown = 0;
  };

  const run = async (from = 0) => {
    const question = field.value;
    const mine = turn += 1;
    changed(question, status.select.value, audience.select.value);
    if (!question.trim()) return clear();
    try {
      await ready;
      const lookup = await opened(root);
      const options = { from, size: MORE, status: status.select.value, audience: audience.select.value };
      const found = await lookup.search(question, options);
      if (mine !== turn) return undefined;
      if (!found.total) empty(question);
      show(found, from, lookup.index);
    } catch {
      clear();
      count.textContent = "The index of the search could not be read. Try again in a moment.";
    }
    return undefined;
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(run, WAIT, 0);
  };

  const links = () => [...list.querySelectorAll("a")];

  /* Arrows go from the field into the results and through them; typing goes on in the field. */
  const move = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const all = [field, ...links()];
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    const next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) next.focus();
  };

  const enter = (event) => {
    if (event.key !== "Enter" || event.target !== field || event.isComposing) return;
    event.preventDefault();
    clearTimeout(timer);
    run().then(() => { const [first] = links(); if (first) first.click(); });
  };

  field.addEventListener("input", later);
  field.addEventListener("keydown", enter);
  for (const node of [field, list]) node.addEventListener("keydown", move);
  for (const { select } of [status, audience]) select.addEventListener("change", () => run());
  more.addEventListener("click", async () => {
    const before = shown;
    await run(before);
    const next = list.children[before];
    if (next) next.querySelector("a").focus();
  });

  const choose = (values) => ready.then(() => {
    status.select.value = values.status || "";
    audience.select.value = values.audience || "";
  }).catch(() => {});

  return { run, choose };
};
