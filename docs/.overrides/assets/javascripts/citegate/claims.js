/* Tools of a claim. One button serves all claims, so it is a single tab stop: it stands at the first claim, or where it was
   last brought: by pointer or tap, by the arrow keys from claim to claim, or by C from a marker or its card. */
(() => {
  "use strict";

  const { element, button, place, move, copy } = window.Citegate;
  const claims = window.CitegateClaims;
  const SHOW_AFTER = 140;
  const HIDE_AFTER = 450;
  const BESIDE = 8;
  const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

  const tools = element("span", "cg-tools");
  const opener = button("cg-tools__open");
  const dots = element("span", "cg-tools__dots", "⋯");
  dots.setAttribute("aria-hidden", "true");
  const name = element("span", "cg-hidden");
  opener.append(dots, name);
  opener.setAttribute("aria-expanded", "false");
  tools.append(opener);

  let claim = null;
  let panel = null;
  let timer = 0;
  let touch = false;

  const claimOf = (node) => {
    const found = node instanceof Element ? node.closest(".cg-claim[id]") : null;
    return found && claims.has(found) ? found : null;
  };
  const within = (node) => node instanceof Node && tools.contains(node);

  const later = (delay, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const close = () => {
    if (!panel) return;
    panel.remove();
    panel = null;
    opener.setAttribute("aria-expanded", "false");
  };

  /* Beside the first line of the claim, outside the column where there is room. */
  const beside = () => {
    const lines = claim.getClientRects();
    const wide = document.documentElement.clientWidth;
    const box = claim.closest(".md-content__inner").getBoundingClientRect();
    const right = Math.max(box.right, claim.getBoundingClientRect().right) + BESIDE;
    const first = lines[0];
    const size = opener.getBoundingClientRect();
    move(opener, Math.min(right, wide - size.width - 3), first.top + Math.min(first.height, 28) / 2 - size.height / 2);
  };

  const attach = (wanted) => {
    clearTimeout(timer);
    if (!wanted || (wanted === claim && tools.isConnected)) return;
    close();
    if (claim) claim.classList.remove("cg-claim--current");
    claim = wanted;
    const listed = claims.all();
    name.textContent = `Claim ${listed.indexOf(claim) + 1} of ${listed.length}: copy, evidence, report`;
    (claim.matches("tr") ? claim.lastElementChild : claim).append(tools);
    opener.setAttribute("aria-describedby", claim.id);
  };

  const show = (wanted) => {
    attach(wanted);
    tools.classList.add("cg-tools--shown");
    claim.classList.add("cg-claim--current");
    beside();
  };

  const conceal = () => {
    if (panel || within(document.activeElement)) return;
    tools.classList.remove("cg-tools--shown");
    if (claim) claim.classList.remove("cg-claim--current");
  };

  const list = () => {
    const made = element("span", "cg-tools__sources");
    made.setAttribute("role", "list");
    for (const item of claims.listed(claim)) {
      const line = element("span", "cg-tools__source");
      line.setAttribute("role", "listitem");
      const link = element("a", "", `${item.value}. ${item.dataset.short}`);
      link.href = `#${item.id}`;
      line.append(link);
      for (const part of item.querySelectorAll(".cg-type, .cg-state")) line.append(" ", part.cloneNode(true));
      made.append(line);
    }
    return made;
  };

  const settle = () => place(panel, claim.getBoundingClientRect(), opener.getBoundingClientRect());

  const evidence = (event) => {
    const sources = panel.querySelector(".cg-tools__sources");
    event.currentTarget.setAttribute("aria-expanded", String(!sources));
    if (sources) sources.remove();
    else event.currentTarget.after(list());
    settle();
  };

  const action = (words, act) => {
    const made = button("cg-tools__action", words);
    made.addEventListener("click", act);
    return made;
  };

  const heading = () => {
    const { slug, word, notes } = claims.support(claim);
    const made = element("span", `cg-tools__support cg-mark--${slug}`);
    made.append(element("strong", "", word), ...notes.map((note) => element("span", "cg-tools__note", note)));
    return made;
  };

  const open = () => {
    panel = element("span", "cg-tools__panel");
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", name.textContent.split(":")[0]);
    const show_ = action("Show evidence", evidence);
    show_.setAttribute("aria-expanded", "false");
    panel.append(
      heading(),
      action("Copy link", (event) => copy(claims.address(claim), event.currentTarget)),
      action("Copy with citation", (event) => copy(claims.citation(claim), event.currentTarget)),
      show_,
    );
    const form = claims.report(claim);
    if (form) {
      const link = element("a", "cg-tools__action", "Report an error in this claim");
      link.href = form;
      link.rel = "noopener";
      panel.append(link);
    }
    opener.after(panel);
    opener.setAttribute("aria-expanded", "true");
    settle();
  };

  const step = (key) => {
    const listed = claims.all();
    const at = listed.indexOf(claim);
    const to = key === "Home" ? 0 : key === "End" ? listed.length - 1 : at + (STEPS[key] || 0);
    if (to === at || !listed[to]) return;
    show(listed[to]);
    opener.focus();
  };

  opener.addEventListener("click", () => (panel ? close() : open()));

  tools.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) {
      close();
      opener.focus({ preventScroll: true });
    } else if (event.target === opener && (event.key in STEPS || event.key === "Home" || event.key === "End")) {
      event.preventDefault();
      step(event.key);
    }
  });

  document.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; }, true);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || panel) return;
    const over = within(event.target) ? claim : claimOf(event.target);
    if (over) later(SHOW_AFTER, () => show(over));
    else later(HIDE_AFTER, conceal);
  });

  document.addEventListener("focusin", (event) => {
    if (within(event.target)) {
      show(claim);
      return;
    }
    close();
    conceal();
  });

  /* A single key, but only where a marker or its card has the focus. */
  document.addEventListener("keydown", (event) => {
    const bare = !event.ctrlKey && !event.altKey && !event.metaKey;
    const from = event.key.toLowerCase() === "c" && bare ? event.target.closest(".cg-ref, .cg-card") : null;
    const wanted = claimOf(from);
    if (!wanted) return;
    event.preventDefault();
    show(wanted);
    opener.focus();
  });

  document.addEventListener("click", (event) => {
    if (within(event.target)) return;
    close();
    const tapped = touch && !event.target.closest("a, button, summary, label") ? claimOf(event.target) : null;
    if (tapped) show(tapped);
    else conceal();
  });

  /* A claim that a link leads to is shown, also where it stands in something folded. */
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (!target || !target.matches(".cg-claim")) return;
    for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    target.scrollIntoView();
  };

  window.addEventListener("resize", () => { close(); conceal(); });
  window.addEventListener("beforeprint", close);
  window.addEventListener("hashchange", reveal);
  attach(claims.all()[0]);
  reveal();
})();
