/* Citation card: on hover, focus or tap of a marker, the reference appears beside the claim. Without this file the marker
   is a plain link to the reference. Builds with cloneNode and textContent only. */
(() => {
  "use strict";

  const GAP = 8;
  const SHOW_AFTER = 90;
  const HIDE_AFTER = 280;
  const EDGE = 12;

  let card = null;
  let owner = null;
  let timer = 0;
  let touch = false;

  const marker = (event) => (event.target instanceof Element ? event.target.closest(".cg-ref") : null);
  const inCard = (node) => Boolean(card && node instanceof Node && card.contains(node));

  const focused = () => inCard(document.activeElement) || Boolean(owner && owner.matches(":focus-visible"));

  const later = (delay, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  /* The parts of the list item that the card repeats, without ids and without links back. */
  const partsOf = (item) =>
    [...item.children]
      .filter((part) => !part.classList.contains("cg-backlinks"))
      .map((part) => {
        const copy = part.cloneNode(true);
        for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
        return copy;
      });

  const build = (ref) => {
    const item = document.getElementById(decodeURIComponent(ref.hash.slice(1)));
    if (!item) return null;
    const made = element("span", "cg-card", "");
    made.id = "cg-card";
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", ref.getAttribute("aria-label") || "Reference");
    const links = element("span", "cg-card__links", "");
    for (const part of partsOf(item)) {
      (part.classList.contains("cg-reference__links") ? links : made).append(part);
    }
    const locator = ref.textContent.split(", ").slice(1).join(", ").trim();
    if (locator) made.append(element("span", "cg-card__where", `Part cited: ${locator}`));
    const jump = element("a", "cg-card__jump", "In the list");
    jump.href = ref.hash;
    links.append(jump);
    made.append(links);
    return made;
  };

  /* Below the claim, else above it; never over it, never past the edge of the window. */
  const place = (ref) => {
    const claim = (ref.closest(".cg-claim") || ref).getBoundingClientRect();
    const mark = ref.getClientRects()[0];
    const size = card.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const header = document.querySelector(".md-header");
    const top = header ? header.getBoundingClientRect().bottom : 0;
    const left = Math.max(EDGE, Math.min(mark.left - EDGE, wide - size.width - EDGE));
    const above = claim.top - GAP - size.height;
    const fits = claim.bottom + GAP + size.height <= window.innerHeight;
    const y = fits || above < top ? claim.bottom + GAP : above;
    card.style.left = `${card.offsetLeft + left - size.left}px`;
    card.style.top = `${card.offsetTop + y - size.top}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    if (card) card.remove();
    if (owner) owner.removeAttribute("aria-describedby");
    card = owner = null;
  };

  const show = (ref) => {
    clearTimeout(timer);
    if (owner === ref) return;
    hide();
    card = build(ref);
    if (!card) return;
    owner = ref;
    card.style.left = card.style.top = "0";
    ref.after(card);
    ref.setAttribute("aria-describedby", "cg-card");
    place(ref);
  };

  document.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; }, true);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const ref = marker(event);
    if (ref) later(SHOW_AFTER, () => show(ref));
    else if (inCard(event.target)) clearTimeout(timer);
    else if (card && !focused()) later(HIDE_AFTER, hide);
    else if (!card) clearTimeout(timer);
  });

  document.addEventListener("focusin", (event) => {
    const ref = marker(event);
    if (ref && ref.matches(":focus-visible")) show(ref);
    else if (card && event.target !== owner && !inCard(event.target)) hide();
  });

  document.addEventListener("click", (event) => {
    const ref = marker(event);
    if (ref && touch && event.detail > 0) {
      event.preventDefault();
      if (owner === ref) hide();
      else show(ref);
    } else if (ref || (card && (!inCard(event.target) || event.target.closest(".cg-card__jump")))) {
      later(0, hide);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !card) return;
    const back = inCard(document.activeElement) ? owner : null;
    hide();
    if (back) back.focus({ preventScroll: true });
    hide();
  });

  window.addEventListener("resize", hide);
  window.addEventListener("beforeprint", hide);

  /* The header outlives a page change when pages load in place, so its links must not be relative. */
  for (const link of document.querySelectorAll(".cg-sections a")) link.href = link.href;
})();
