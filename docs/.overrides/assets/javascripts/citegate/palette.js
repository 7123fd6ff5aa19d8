/* Runs behind the switch in the header, before the page is painted: sets the scheme that was chosen here before. */
(() => {
  "use strict";

  const kept = __md_get("__palette");
  if (!kept || !kept.color) return;
  const color = { ...kept.color };
  if (color.media === "(prefers-color-scheme)") {
    const scheme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const option = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${scheme})']`);
    for (const name of ["media", "scheme", "primary", "accent"]) color[name] = option.getAttribute(`data-md-color-${name}`);
  }
  for (const name of ["media", "scheme", "primary", "accent"]) {
    if (typeof color[name] === "string") document.body.setAttribute(`data-md-color-${name}`, color[name]);
  }
})();
