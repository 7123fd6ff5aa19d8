/* "Copy citation" beside each reference: made here, since without scripts there is nothing to press. */
(() => {
  "use strict";

  const { button, copy, element, reference } = window.Citegate;

  for (const item of document.querySelectorAll(".cg-reference")) {
    const pressed = button("cg-reference__copy");
    pressed.append(element("span", "", "Copy citation"), element("span", "cg-hidden", ` of reference ${item.value}`));
    pressed.addEventListener("click", () => copy(reference(item), pressed));
    item.querySelector(".cg-reference__foot").append(pressed);
  }
})();
