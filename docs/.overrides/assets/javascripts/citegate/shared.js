/* What the card, the claims' tools and the evidence marks share: making elements, placing a box beside a claim, copying. */
window.Citegate = (() => {
  "use strict";

  const GAP = 8;
  const EDGE = 12;
  const LEAST = 160;
  const COPIED_FOR = 2000;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const button = (className, text) => {
    const made = element("button", className, text);
    made.type = "button";
    return made;
  };

  const plain = (text) => text.replace(/\s+/g, " ").trim();

  /* Put an absolutely placed box with its upper left corner at a place of the window. */
  const move = (box, left, top) => {
    box.style.left = box.style.top = "0";
    const at = box.getBoundingClientRect();
    box.style.left = `${left - at.left}px`;
    box.style.top = `${top - at.top}px`;
  };

  /* Below the claim, else above it, where there is more room; never over it, never past the edge of the window. */
  const place = (box, claim, mark) => {
    box.style.left = box.style.top = "0";
    box.style.maxHeight = "";
    const full = box.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const header = document.querySelector(".md-header");
    const top = header ? header.getBoundingClientRect().bottom : 0;
    const left = Math.max(EDGE, Math.min(mark.left - EDGE, wide - full.width - EDGE));
    const below = window.innerHeight - claim.bottom - 2 * GAP;
    const above = claim.top - top - 2 * GAP;
    const over = full.height > below && above > below && above >= LEAST;
    box.style.maxHeight = `${Math.min(full.height, Math.max(over ? above : below, LEAST))}px`;
    const { height } = box.getBoundingClientRect();
    move(box, left, over ? claim.top - GAP - height : claim.bottom + GAP);
  };

  let live = null;

  /* Say something to those who hear the page; the region must be there before its text. */
  const announce = (text) => {
    if (!live) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 30);
  };

  const copyOld = (text) => {
    const area = element("textarea", "cg-hidden");
    const back = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (back) back.focus({ preventScroll: true });
    return done;
  };

  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOld(text);
    }
  };

  /* Copy a text for a button: its words say for a moment what happened. */
  const copy = async (text, from) => {
    const done = await write(text);
    const label = from.firstElementChild || from;
    const words = from.dataset.words || label.textContent;
    from.dataset.words = words;
    label.textContent = done ? "Copied" : "Not copied";
    announce(done ? "Copied" : "Your browser did not allow copying");
    clearTimeout(Number(from.dataset.timer));
    from.dataset.timer = setTimeout(() => { label.textContent = words; }, COPIED_FOR);
  };

  const itemOf = (key) => document.getElementById(`ref-${key}`);

  /* A reference as plain text, with an address where its text has none. */
  const reference = (item) => {
    const text = plain(item.querySelector(".cg-reference__text").textContent);
    const link = item.querySelector(".cg-reference__links a");
    const state = item.querySelector(".cg-state");
    const address = /doi:|https?:/.test(text) || !link ? "" : ` ${link.href}`;
    return `${state ? `[${plain(state.textContent)}] ` : ""}${text}${address}`;
  };

  const data = () => {
    const found = document.getElementById("cg-claims");
    return found ? JSON.parse(found.textContent) : { claims: {}, report: "" };
  };

  document.addEventListener("DOMContentLoaded", () => {
    live = element("div", "cg-hidden cg-live");
    live.setAttribute("role", "status");
    document.querySelector(".md-content__inner, body").append(live);
  });

  return { element, button, plain, move, place, announce, copy, itemOf, reference, data };
})();
