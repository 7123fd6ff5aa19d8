/* Opens the search: the button at the top, everything with `data-cg-search`, the keys / s f. The search itself, and its
   index, are fetched when it is first opened. On the search's own page it stands in the page. */
(() => {
  "use strict";

  const SCRIPT = document.currentScript.src;
  const ROOT = new URL("../../../", SCRIPT).href;
  const KEYS = new Set(["/", "s", "f"]);
  const button = document.querySelector(".cg-find__button");
  const page = document.querySelector("[data-cg-searchpage]");
  const request = (button && button.dataset.request) || `${ROOT}request/`;

  let dialog = null;
  let built = null;

  const panel = () => import(new URL("panel.js", SCRIPT).href);

  const element = (name, className, text = "") => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const typing = (node) =>
    node instanceof Element && (node.isContentEditable || Boolean(node.closest("input, textarea, select")));

  const bar = () => {
    const made = element("form", "cg-panel__bar");
    const field = element("input", "cg-panel__field");
    const close = element("button", "cg-panel__close", "Close");
    made.setAttribute("role", "search");
    made.action = `${ROOT}search/`;
    field.type = "search";
    field.name = "q";
    field.setAttribute("aria-label", "Search");
    field.placeholder = "A question, a drug, a word";
    for (const name of ["autocomplete", "autocapitalize"]) field.setAttribute(name, "off");
    field.spellcheck = false;
    close.type = "button";
    close.addEventListener("click", () => dialog.close());
    made.append(field, close);
    made.addEventListener("submit", (event) => event.preventDefault());
    return { made, field };
  };

  const build = async () => {
    dialog = element("dialog", "cg-dialog");
    dialog.setAttribute("aria-label", "Search");
    const { made, field } = bar();
    const box = element("div", "cg-panel");
    const foot = element("p", "cg-panel__foot");
    const whole = element("a", "", "Open as a page");
    whole.href = `${ROOT}search/`;
    foot.append(element("span", "cg-panel__keys", "↑ ↓ to move, Enter to open, Esc to close"), whole);
    dialog.append(made, box, foot);
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest(".cg-hit a")) dialog.close();
    });
    const changed = (question, status, audience) => {
      const address = new URL(`${ROOT}search/`);
      const given = { q: question, status, audience };
      for (const [name, value] of Object.entries(given)) if (value) address.searchParams.set(name, value);
      whole.href = address.href;
    };
    const { mount } = await panel();
    dialog.search = mount({ box, field, root: ROOT, request, changed });
  };

  const show = async (text = "") => {
    if (!built) built = build();
    if (!dialog.open) dialog.showModal();
    const field = dialog.querySelector(".cg-panel__field");
    if (text) field.value = text;
    field.focus();
    field.select();
    await built;
    if (field.value) dialog.search.run();
  };

  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest("[data-cg-search]") : null;
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (page) page.querySelector("input").focus();
    else show(opener.dataset.cgSearch);
  });

  document.addEventListener("keydown", (event) => {
    if (!KEYS.has(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (page) page.querySelector("input").focus();
    else show();
  });

  const onPage = async () => {
    const field = page.querySelector("input");
    const given = new URLSearchParams(location.search);
    field.value = given.get("q") || "";
    page.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    const changed = (question, status, audience) => {
      const kept = Object.entries({ q: question.trim(), status, audience }).filter(([, value]) => value);
      const query = new URLSearchParams(kept).toString();
      history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
    };
    const { mount } = await panel();
    const search = mount({ box: page.querySelector(".cg-panel"), field, root: ROOT, request, changed });
    await search.choose({ status: given.get("status"), audience: given.get("audience") });
    if (field.value) search.run();
  };

  if (page) onPage();
})();
