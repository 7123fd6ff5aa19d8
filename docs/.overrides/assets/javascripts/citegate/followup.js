/* "Have a follow-up question?": answers with claims of this site, word for word, each with its sources, article, status
   and date. Nothing is written for the reader and nothing that was typed leaves the browser. */
(() => {
  "use strict";

  const SCRIPT = document.currentScript.src;
  const ROOT = new URL("../../../", SCRIPT).href;
  const KEY = "citegate.audience";

  const patient = () => {
    try { return localStorage.getItem(KEY) === "patient"; } catch { return false; }
  };

  const cite = ([place, where], found, { element, link, address }) => {
    const [key, short, type] = found.sources[place];
    const said = [short, where].filter(Boolean).join(", ");
    const made = link(address(ROOT, found, `ref-${key}`), "cg-answer__source", `${place + 1}. ${said}`);
    return element("li", "", made, ...(type ? [element("span", "cg-answer__type", type)] : []));
  };

  /* A row of a table as its headers and cells, where there are as many of both. */
  const cells = ({ lead, text }, element) => {
    const [heads, said] = [lead, text].map((line) => line.split(" | "));
    if (said.length < 2 || heads.length !== said.length) return null;
    const pairs = said.map((cell, at) => element("div", "", element("dt", "", heads[at]), element("dd", "", cell)));
    return element("dl", "cg-answer__row", ...pairs);
  };

  const answer = (claim, hits) => {
    const { element, link, address, status } = hits;
    const found = claim.document;
    const row = cells(claim, element);
    const text = element("blockquote", "cg-answer__text", row || element("p", "", claim.text));
    text.cite = address(ROOT, found, claim.id);
    const where = [claim.section, row ? "" : claim.lead].filter(Boolean).join(" · ");
    const made = element("li", "cg-answer", element("p", "cg-answer__status", status(found)));
    if (where) made.append(element("p", "cg-answer__where", where));
    made.append(text, element("ol", "cg-answer__sources", ...claim.cites.map((one) => cite(one, found, hits))));
    const from = element("p", "cg-answer__from", link(address(ROOT, found, claim.id), "", found.question || found.title));
    if (found.updated) from.append(element("span", "", `Updated ${found.updated}`));
    made.append(from);
    return made;
  };

  const said = ({ answers, read }) => {
    const words = read.map(({ written, read: word }) => `“${word}” for “${written}”`).join(", ");
    const count = answers.length === 1 ? "1 claim of this site" : `${answers.length} claims of this site`;
    const told = answers.length ? `${count}, word for word` : "No cited claim here answers this.";
    return words ? `${told} (read ${words})` : told;
  };

  const ask = async (box, question) => {
    const at = (name) => box.querySelector(`[data-cg-followup="${name}"]`);
    const [{ opened }, hits] = await Promise.all(["panel.js", "hits.js"].map((name) => import(new URL(name, SCRIPT).href)));
    const found = await (await opened(ROOT)).answer(question, { plain: patient() });
    at("answers").replaceChildren(...found.answers.map((claim) => answer(claim, hits)));
    at("note").hidden = !found.answers.length;
    at("none").hidden = found.answers.length > 0;
    const request = at("none").querySelector("[data-cg-request]");
    const address = request ? new URL(request.href, location.href) : null;
    if (address && address.origin !== location.origin) {
      address.searchParams.set("question", question);
      request.href = address.href;
    }
    at("said").textContent = said(found);
    return found;
  };

  for (const box of document.querySelectorAll(".cg-followup")) {
    box.hidden = false;
    box.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const question = box.querySelector("input").value.trim();
      if (!question) return;
      ask(box, question).catch(() => {
        box.querySelector('[data-cg-followup="said"]').textContent = "The claims could not be read. Try again in a moment.";
      });
    });
  }
})();
