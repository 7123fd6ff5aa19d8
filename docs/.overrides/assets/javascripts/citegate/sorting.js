/* Makes the columns of a table sortable: each head with `data-sort` gets a button. Without this file the order is that of
   the page. */
(() => {
  "use strict";

  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value || cell.textContent.trim();
  };

  const compare = (numeric) => (left, right) => {
    if (!numeric) return order.compare(left, right);
    const [a, b] = [parseFloat(left), parseFloat(right)];
    return (Number.isNaN(a) ? -Infinity : a) - (Number.isNaN(b) ? -Infinity : b);
  };

  const sort = (table, head) => {
    const body = table.tBodies[0];
    const column = head.cellIndex;
    const numeric = head.dataset.sort === "number";
    const before = head.getAttribute("aria-sort");
    const next = before === "ascending" || (!before && numeric) ? "descending" : "ascending";
    const sign = next === "ascending" ? 1 : -1;
    const by = compare(numeric);
    const rows = [...body.rows].map((row) => [valueOf(row, column), row]);
    rows.sort(([left], [right]) => sign * by(left, right));
    body.append(...rows.map(([, row]) => row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", next);
  };

  for (const table of document.querySelectorAll("table[data-cg-sort]")) {
    for (const head of table.querySelectorAll("thead th[data-sort]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cg-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head));
    }
  }
})();
