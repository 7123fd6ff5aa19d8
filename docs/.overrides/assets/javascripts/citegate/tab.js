/* Opens the tab whose heading an address names. */
(() => {
  "use strict";

  const target = document.getElementById(location.hash.slice(1));
  if (target && target.name) target.checked = target.name.startsWith("__tabbed_");
})();
