/* The switch "show the evidence": marks each claim by how it is supported, with a bar in the margin and a word. */
(() => {
  "use strict";

  const { element, announce } = window.Citegate;
  const claims = window.CitegateClaims;
  const KEPT = "citegate.evidence";
  const ROOM = 64;
  const GAP = 3;
  const LEAST = 10;

  const section = document.getElementById("cg-support");
  if (!section) return;
  const control = section.querySelector(".cg-switch");
  const legend = section.querySelector(".cg-legend");
  const column = section.closest(".md-content__inner");
  let marks = [];

  const kept = () => {
    try { return localStorage.getItem(KEPT) === "on"; } catch { return false; }
  };

  const keep = (on) => {
    try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* it holds for this page only */ }
  };

  const make = (claim) => {
    const { slug, word, notes } = claims.support(claim);
    const mark = element("span", `cg-mark cg-mark--${slug}`);
    const bar = element("span", "cg-mark__bar");
    const words = element("span", "cg-mark__words");
    bar.setAttribute("aria-hidden", "true");
    words.append(element("span", "cg-mark__word", word));
    for (const note of notes) words.append(" ", element("span", "cg-mark__note", note));
    mark.append(bar, words);
    return { claim, mark, bar, words };
  };

  /* The words stand in the margin where there is room left of the column, else behind the claim. */
  const room = (left) => {
    const menu = document.querySelector(".md-sidebar--primary .md-nav");
    const box = menu ? menu.getBoundingClientRect() : null;
    return left - (box && box.width && box.right > 0 && box.left < left ? box.right : 0);
  };

  const origin = (node) => (node.offsetParent || document.body).getBoundingClientRect();

  /* Words that would stand upon those of the claim before, or drift away from their own, go behind their claim. */
  const choose = () => {
    for (const { mark } of marks) mark.classList.remove("cg-mark--inline");
    let end = -Infinity;
    const crowded = marks.filter(({ claim, words }) => {
      const { top } = claim.getBoundingClientRect();
      if (top < end) return true;
      end = top + words.getBoundingClientRect().height + GAP;
      return false;
    });
    for (const { mark } of crowded) mark.classList.add("cg-mark--inline");
  };

  /* Read every place, then write. */
  const lay = () => {
    if (!marks.length) return;
    const box = column.getBoundingClientRect();
    const left = box.left + Number.parseFloat(getComputedStyle(column).paddingLeft);
    column.classList.toggle("cg-margin", room(left) >= ROOM);
    choose();
    let barEnd = -Infinity;
    const places = marks.map(({ claim, bar }) => {
      const at = claim.getBoundingClientRect();
      const zero = origin(bar);
      const top = Math.max(at.top, Math.min(barEnd + GAP, at.bottom));
      const end = Math.max(at.bottom, top + LEAST);
      barEnd = end;
      return { x: left - zero.left, top: top - zero.top, height: end - top };
    });
    places.forEach(({ x, top, height }, number) => {
      const { style } = marks[number].mark;
      style.setProperty("--cg-x", `${x}px`);
      style.setProperty("--cg-top", `${top}px`);
      style.setProperty("--cg-height", `${height}px`);
    });
  };

  const remove = () => {
    for (const { mark } of marks) mark.remove();
    marks = [];
  };

  const draw = () => {
    remove();
    marks = claims.all().map(make);
    for (const { claim, mark } of marks) {
      const into = claim.matches("tr") ? claim.lastElementChild : claim;
      const tools = into.querySelector(":scope > .cg-tools");
      if (tools) tools.before(mark);
      else into.append(mark);
    }
    lay();
  };

  const set = (on) => {
    control.setAttribute("aria-checked", String(on));
    legend.hidden = !on;
    column.classList.toggle("cg-marked", on);
    if (on) draw();
    else remove();
  };

  const isOn = () => control.getAttribute("aria-checked") === "true";

  control.addEventListener("click", () => {
    const on = !isOn();
    set(on);
    keep(on);
    announce(on ? `Evidence shown for ${marks.length} claims` : "Evidence hidden");
  });

  /* What is unfolded, or shown for another audience, has claims without marks yet. */
  const again = () => {
    if (!isOn()) return;
    if (claims.all().length === marks.length) lay();
    else draw();
  };

  let frame = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(again);
  }).observe(column);

  section.hidden = false;
  if (kept()) set(true);
  document.fonts.ready.then(again);
})();
