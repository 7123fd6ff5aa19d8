/* An abbreviation says what it stands for: on hover, on focus, on a tap. Without this file its title does. */
(() => {
  "use strict";

  const GAP = 6;
  const EDGE = 12;
  const SHOW_AFTER = 120;
  const HIDE_AFTER = 280;

  const glossary = document.querySelector(".cg-glossary");
  let tip = null;
  let owner = null;
  let timer = 0;
  let touch = false;

  const within = (node, selector) => (node instanceof Element ? node.closest(selector) : null);
  const term = (node) => within(node, "abbr[data-meaning]");
  const inTip = (node) => Boolean(tip && node instanceof Node && tip.contains(node));

  const later = (delay, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  /* The first time a section uses a term, Tab reaches it; all others answer to pointer and touch. */
  const prepare = () => {
    let seen = new Set();
    for (const node of document.querySelectorAll(".md-content :is(h1, h2, h3, abbr[title])")) {
      if (node.localName !== "abbr") {
        seen = new Set();
        continue;
      }
      node.dataset.meaning = node.title;
      node.removeAttribute("title");
      const key = `${node.textContent}${Boolean(node.closest(".plain"))}`;
      if (!seen.has(key) && !node.closest("a, button, h1, h2, h3, h4, h5, h6")) node.tabIndex = 0;
      seen.add(key);
    }
  };

  const hide = () => {
    clearTimeout(timer);
    if (tip) tip.remove();
    if (owner) owner.removeAttribute("aria-describedby");
    tip = owner = null;
  };

  const build = (node) => {
    const made = document.createElement("span");
    const meaning = document.createElement("span");
    made.className = "cg-term";
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", node.textContent);
    meaning.id = "cg-term";
    meaning.textContent = node.dataset.meaning;
    made.append(meaning);
    if (glossary) {
      const link = document.createElement("a");
      link.href = glossary.href;
      link.textContent = "Glossary";
      made.append(link);
    }
    return made;
  };

  /* Below the term, else above it; never past an edge of the window. */
  const place = () => {
    const at = owner.getClientRects()[0];
    const size = tip.getBoundingClientRect();
    const left = Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - size.width - EDGE));
    const below = at.bottom + GAP;
    const y = below + size.height <= window.innerHeight ? below : at.top - GAP - size.height;
    tip.style.left = `${tip.offsetLeft + left - size.left}px`;
    tip.style.top = `${tip.offsetTop + y - size.top}px`;
  };

  const show = (node) => {
    clearTimeout(timer);
    if (owner === node) return;
    hide();
    owner = node;
    tip = build(node);
    tip.style.left = tip.style.top = "0";
    node.after(tip);
    node.setAttribute("aria-describedby", "cg-term");
    place();
  };

  const kept = () => inTip(document.activeElement) || Boolean(owner && owner.matches(":focus-visible"));

  document.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; }, true);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const node = term(event.target);
    if (node) later(SHOW_AFTER, () => show(node));
    else if (inTip(event.target)) clearTimeout(timer);
    else if (tip && !kept()) later(HIDE_AFTER, hide);
    else if (!tip) clearTimeout(timer);
  });

  document.addEventListener("focusin", (event) => {
    const node = term(event.target);
    if (node && node.matches(":focus-visible")) show(node);
    else if (tip && event.target !== owner && !inTip(event.target)) hide();
  });

  document.addEventListener("click", (event) => {
    const node = term(event.target);
    if (node && touch && !within(node, "a, button")) {
      if (owner === node) hide();
      else show(node);
    } else if (tip && !node && !inTip(event.target)) {
      hide();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !tip) return;
    const back = inTip(document.activeElement) ? owner : null;
    hide();
    if (back) back.focus({ preventScroll: true });
    hide();
  });

  window.addEventListener("resize", hide);
  window.addEventListener("beforeprint", hide);
  prepare();
})();
