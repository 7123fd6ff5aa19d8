/* A claim in words: its text letter for letter, its sources, where it stands, and the form for an error in it. */
window.CitegateClaims = (() => {
  "use strict";

  const { plain, itemOf, reference, data } = window.Citegate;
  const NO_TEXT = ".cg-tools, .cg-mark, .cg-card, .cg-term, .headerlink";
  const LONGEST_IN_ADDRESS = 1500;

  const known = data();

  /* What the page's script added, and markers where they are not wanted, are no text of the claim. */
  const words = (node, without) => {
    const copy = node.cloneNode(true);
    for (const part of copy.querySelectorAll(without)) part.remove();
    return plain(copy.textContent);
  };

  const textOf = (claim, without) => {
    const parts = claim.matches("tr") ? [...claim.cells].map((cell) => words(cell, without)) : [words(claim, without)];
    return parts.filter(Boolean).join(" | ").replace(/ +([.,;:])/g, "$1");
  };

  const text = (claim) => textOf(claim, `${NO_TEXT}, .cg-cite`);
  const textWithMarkers = (claim) => textOf(claim, NO_TEXT);

  const keys = (claim) => known.claims[claim.id][3];

  const address = (claim) => {
    const here = new URL(window.location.href);
    here.hash = claim.id;
    return here.href;
  };

  const title = () => plain(document.querySelector(".cg-title").textContent);

  const listed = (claim) => keys(claim).map(itemOf).filter(Boolean);

  const references = (claim) => listed(claim).map((item) => `${item.value}. ${reference(item)}`);

  /* The claim as it stands, its references by the numbers of the page, and the article with status, date and address. */
  const citation = (claim) => {
    const { status, updated } = known.article;
    const from = `From: ${title()}. ${known.site}. Status: ${status}.${updated ? ` Updated ${updated}.` : ""}`;
    return [textWithMarkers(claim), "", ...references(claim), "", from, address(claim)].join("\n");
  };

  /* Where an error in a claim is reported: the repository's form with its fields filled in. */
  const report = (claim) => {
    if (!known.report) return "";
    const form = new URL(known.report);
    const said = text(claim);
    form.searchParams.set("title", `Article: ${title()}`);
    form.searchParams.set("article", `${title()}, claim ${claim.id}`);
    form.searchParams.set("page", address(claim));
    form.searchParams.set("claim", said.length > LONGEST_IN_ADDRESS ? `${said.slice(0, LONGEST_IN_ADDRESS)} …` : said);
    return form.href;
  };

  /* How a claim is supported: the slug of its mark, the word for it, and notes. */
  const support = (claim) => {
    const [slug, word, notes] = known.claims[claim.id];
    return { slug, word, notes };
  };

  const has = (claim) => Boolean(known.claims[claim.id] && claim.textContent.trim());

  /* The claims that can be seen now, in page order. */
  const all = () =>
    [...document.querySelectorAll(".cg-claim[id]")].filter((claim) => has(claim) && claim.checkVisibility());

  return { all, has, text, citation, address, report, support, listed };
})();
