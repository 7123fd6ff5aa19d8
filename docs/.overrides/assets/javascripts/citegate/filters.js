/* Narrows a list by the filters above it. Without this file the whole list is shown. The choice stands in the address, so
   that it can be shared; nothing is stored. Within a group one match is enough, between groups all must match. */
(() => {
  "use strict";

  const WAIT = 150;

  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ");

  /* What the form asks for: name of the control → values, without those that ask for nothing. */
  const wanted = (form) => {
    const found = new Map();
    for (const [name, value] of new FormData(form)) {
      if (value.trim()) found.set(name, [...(found.get(name) || []), value.trim()]);
    }
    return found;
  };

  const matches = (item, text, asked) =>
    [...asked].every(([name, values]) => {
      if (name === "words") return fold(values[0]).split(" ").every((word) => text.includes(word));
      const own = (item.dataset[name] || "").split(" ");
      return values.some((value) => own.includes(value));
    });

  const restore = (form) => {
    const given = new URLSearchParams(location.search);
    for (const control of form.elements) {
      const values = control.name ? given.getAll(control.name) : [];
      if (control.type === "checkbox") control.checked = !control.disabled && values.includes(control.value);
      else if (values.length) control.value = values[0];
      if (control.tagName === "SELECT" && control.selectedIndex < 0) control.value = "";
    }
  };

  const share = (form, asked) => {
    const query = new URLSearchParams(location.search);
    for (const control of form.elements) if (control.name) query.delete(control.name);
    for (const [name, values] of asked) for (const value of values) query.append(name, value);
    const text = query.toString();
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  };

  const start = (form) => {
    const id = form.dataset.cgFilters;
    const list = document.getElementById(id);
    const count = document.querySelector(`[data-cg-count="${id}"]`);
    const empty = document.querySelector(`[data-cg-empty="${id}"]`);
    if (!list || !count || !empty) return;
    const groups = list.querySelectorAll("[data-cg-items]");
    const items = groups.length ? [...groups].flatMap((group) => [...group.children]) : [...list.children];
    const texts = items.map((item) => fold(item.textContent));
    const whole = count.textContent;
    const clear = form.querySelector("[type=reset]");
    let timer = 0;

    const apply = () => {
      const asked = wanted(form);
      let shown = 0;
      items.forEach((item, at) => {
        item.hidden = !matches(item, texts[at], asked);
        if (!item.hidden) shown += 1;
      });
      for (const group of groups) {
        const none = [...group.children].every((item) => item.hidden);
        group.hidden = none;
        if (group.previousElementSibling) group.previousElementSibling.hidden = none;
      }
      const words = asked.size ? `${shown} of ${items.length} ${count.dataset.many}` : whole;
      if (count.textContent !== words) count.textContent = words;
      empty.hidden = shown > 0 || !items.length;
      clear.hidden = !asked.size;
      share(form, asked);
    };

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      clearTimeout(timer);
      timer = setTimeout(apply, event.target.type === "search" ? WAIT : 0);
    });
    form.addEventListener("reset", () => {
      const field = form.querySelector("input:not(:disabled), select");
      setTimeout(() => {
        apply();
        if (field) field.focus();
      });
    });
    restore(form);
    if (wanted(form).size) apply();
  };

  for (const form of document.querySelectorAll("[data-cg-filters]")) start(form);
})();
