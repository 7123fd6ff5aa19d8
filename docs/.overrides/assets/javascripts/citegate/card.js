/* Citation card: on hover, focus or tap of a marker, the reference appears beside the claim. Without this file the marker
   is a plain link to the reference. Builds with cloneNode and textContent only. */
(() => {
  "use strict";

  const { element, plain, place } = window.Citegate;
  const SHOW_AFTER = 90;
  const HIDE_AFTER = 280;
  const MOST_QUOTES = 2;
  const NUMBER_WEIGHS = 4;
  const PARTS = ":scope > :is(.cg-type, .cg-state, .cg-reference__text, .cg-reference__links)";

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

  const copyOf = (part) => {
    const copy = part.cloneNode(true);
    for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
    return copy;
  };

  const locatorOf = (ref) => plain(ref.textContent).split(", ").slice(1).join(", ");

  const wordsOf = (node) => new Set(node.textContent.toLowerCase().match(/[\p{L}\d.]{3,}/gu) || []);

  /* What the source says at the place that the marker names: the passages nearest to the claim, as the page has them. */
  const quotesOf = (ref, item, locator) => {
    const said = wordsOf(ref.closest(".cg-claim") || ref);
    const weight = (word) => (!said.has(word) ? 0 : /\d/.test(word) ? NUMBER_WEIGHS : 1);
    const near = (quote) => [...wordsOf(quote)].reduce((sum, word) => sum + weight(word), 0);
    return [...item.querySelectorAll(".cg-quoted__item")]
      .filter((quote) => plain(quote.dataset.locator) === locator)
      .map((quote) => quote.querySelector("q"))
      .map((quote) => ({ quote, shared: near(quote) }))
      .sort((one, other) => other.shared - one.shared)
      .slice(0, MOST_QUOTES)
      .map(({ quote }) => quote);
  };

  const fill = (made, ref, item) => {
    const locator = locatorOf(ref);
    const [links, where] = [element("span", "cg-card__links"), element("span", "cg-card__where")];
    for (const part of item.querySelectorAll(PARTS)) {
      (part.classList.contains("cg-reference__links") ? links : made).append(copyOf(part));
    }
    if (item.dataset.short) {
      const short = element("strong", "cg-card__short", item.dataset.short);
      const type = made.querySelector(".cg-type");
      if (type) type.after(short);
      else made.prepend(short);
    }
    if (locator) where.append(element("span", "cg-card__locator", `Part cited: ${locator}`));
    for (const quote of quotesOf(ref, item, locator)) where.append(copyOf(quote));
    if (where.hasChildNodes()) made.append(where);
    const jump = element("a", "cg-card__jump", "In the list");
    jump.href = ref.hash;
    links.append(jump);
    const rests = item.querySelector(".cg-reference__claims");
    if (rests) {
      const page = element("a", "cg-card__source", "All its claims here");
      page.href = rests.href;
      links.append(page);
    }
    made.append(links);
    if (ref.matches(":focus-visible")) made.append(element("span", "cg-card__hint", "Press C for the tools of this claim"));
  };

  const build = (ref) => {
    const item = document.getElementById(decodeURIComponent(ref.hash.slice(1)));
    if (!item) return null;
    const made = element("span", "cg-card");
    made.id = "cg-card";
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", ref.getAttribute("aria-label") || "Reference");
    fill(made, ref, item);
    return made;
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
    ref.after(card);
    ref.setAttribute("aria-describedby", "cg-card");
    place(card, (ref.closest(".cg-claim") || ref).getBoundingClientRect(), ref.getClientRects()[0]);
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

  /* The first tap shows the card, the second follows the link. */
  document.addEventListener("click", (event) => {
    const ref = marker(event);
    if (ref && touch && event.detail > 0 && owner !== ref) {
      event.preventDefault();
      show(ref);
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
})();
