/* The page for an address that leads nowhere: its words go into the search field, and into the request for an article. */
(() => {
  "use strict";

  const IGNORED = new Set(["articles", "topics", "evidence", "index", "html", "htm", "php", "search", "questions", "page"]);
  const MOST = 12;

  const field = document.getElementById("cg-lost-search");
  const said = document.querySelector("[data-cg-lost]");
  if (!field || !said) return;

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  const root = new URL(field.form.getAttribute("action"), location.href).pathname.replace(/search\/?$/, "");
  const path = location.pathname.startsWith(root) ? location.pathname.slice(root.length) : location.pathname;
  const words = decoded(path)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !IGNORED.has(word.toLowerCase()))
    .slice(0, MOST);
  if (!words.length || /^404(?:\.html)?$/.test(path)) return;

  field.value = words.join(" ");
  said.hidden = false;
  for (const link of document.querySelectorAll("[data-cg-request]")) {
    const address = new URL(link.href, location.href);
    if (address.origin === location.origin) continue;
    address.searchParams.set("question", field.value);
    link.href = address.href;
  }
})();
