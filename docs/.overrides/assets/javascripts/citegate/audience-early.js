/* Runs before the page is painted: says for whom it is to be shown, from the choice kept in this browser. */
(() => {
  "use strict";

  let kept = null;
  try { kept = localStorage.getItem("citegate.audience"); } catch { /* storage is blocked: nothing was kept */ }
  const known = ["professional", "student", "patient"].includes(kept);
  document.documentElement.dataset.audience = known ? kept : "all";
})();
