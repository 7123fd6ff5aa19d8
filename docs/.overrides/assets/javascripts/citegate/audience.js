/* "Which best describes you?": what the choice folds is still in the page, one press away; search in the page and links
   open it. The choice is kept in this browser and sent nowhere. */
(() => {
  "use strict";

  const KEY = "citegate.audience";
  const FOLDED = { patient: ".cg-text", professional: ".cg-plain" };
  const root = document.documentElement;
  const form = document.querySelector(".cg-audience");
  const all = document.querySelector(".cg-audience__all");
  const buttons = [...document.querySelectorAll(".cg-fold")];
  if (!form) return;

  const bodies = (button) => button.getAttribute("aria-controls").split(" ").map((id) => document.getElementById(id));

  const set = (button, open) => {
    button.setAttribute("aria-expanded", String(open));
    for (const body of bodies(button)) {
      if (open) body.removeAttribute("hidden");
      else body.setAttribute("hidden", "until-found");
    }
  };

  const isOpen = (button) => button.getAttribute("aria-expanded") === "true";
  const folding = () => buttons.filter((button) => bodies(button)[0].matches(FOLDED[root.dataset.audience] || ":not(*)"));

  const showState = () => {
    if (!all) return;
    const open = folding().every(isOpen);
    all.textContent = open ? all.dataset.fold : all.dataset.show;
  };

  const apply = (audience) => {
    root.dataset.audience = audience;
    for (const button of buttons) set(button, !bodies(button)[0].matches(FOLDED[audience] || ":not(*)"));
    root.dataset.folds = "";
    for (const radio of form.querySelectorAll("input")) radio.checked = radio.value === audience;
    showState();
  };

  /* A fold that holds what is looked for opens. */
  const reveal = (node) => {
    const body = node && node.closest(".cg-text[hidden], .cg-plain[hidden]");
    const owner = body && buttons.find((button) => bodies(button).includes(body));
    if (owner) set(owner, true);
    showState();
    return Boolean(owner);
  };

  const target = () => {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* not encoded: taken as it stands */ }
    return name ? document.getElementById(name) : null;
  };

  const follow = () => {
    const node = target();
    if (reveal(node)) node.scrollIntoView();
  };

  form.addEventListener("change", (event) => {
    try { localStorage.setItem(KEY, event.target.value); } catch { /* storage is blocked: kept until the page closes */ }
    apply(event.target.value);
  });

  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target : null;
    const button = pressed && pressed.closest(".cg-fold");
    if (button) {
      set(button, !isOpen(button));
      showState();
    } else if (all && pressed === all) {
      const open = !folding().every(isOpen);
      for (const each of folding()) set(each, open);
      showState();
    } else if (pressed && pressed.closest('a[href^="#"]')) {
      setTimeout(follow, 0);
    }
  });

  document.addEventListener("beforematch", (event) => reveal(event.target), true);
  window.addEventListener("hashchange", follow);
  window.addEventListener("storage", (event) => {
    if (event.key === KEY && form.querySelector(`input[value="${event.newValue}"]`)) apply(event.newValue);
  });

  apply(root.dataset.audience);
  follow();
})();
