/* Every page. The header outlives a page change when pages load in place, so its links must not be relative. */
(() => {
  "use strict";

  for (const link of document.querySelectorAll(".cg-sections a")) link.href = link.href;
})();
