/* "Copy citation" beside each reference; without this file the buttons stay hidden. */
(() => {
  "use strict";

  const { copy, reference } = window.Citegate;

  for (const button of document.querySelectorAll(".cg-reference__copy")) button.hidden = false;

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".cg-reference__copy") : null;
    if (button) copy(reference(button.closest(".cg-reference")), button);
  });
})();
