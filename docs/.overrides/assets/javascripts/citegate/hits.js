/* What was found as elements: badges, marked words, articles with their claims. Text goes in as text, never as HTML. */

import { fold } from "./words.js";

const STATUS = {
  "Submitted": ["submitted", "Submitted, not reviewed"],
  "Under review": ["review", "Under review, not approved"],
  "Approved": ["approved", "Approved"],
};
const AUDIENCE = { professional: "healthcare professionals", student: "students", patient: "patients and carers" };
const WORD = /[\p{L}\p{M}\p{N}]+(?:[.,][0-9]+)*/gu;

export const element = (name, className = "", ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

export const link = (href, className, ...children) => {
  const made = element("a", className, ...children);
  made.href = href;
  return made;
};

/* Return the text as nodes, with the words whose stem was asked for in `mark`. */
export const marked = (text, terms, stem) => {
  const wanted = new Set(terms);
  const nodes = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!wanted.has(stem(fold(word)))) continue;
    nodes.push(text.slice(at, index), element("mark", "", word));
    at = index + word.length;
  }
  return [...nodes, text.slice(at)];
};

export const status = ({ status: name }) => {
  const [slug, said] = STATUS[name] || ["submitted", name];
  return element("span", `cg-badge cg-badge--${slug}`, said);
};

export const facts = (found) => {
  const made = element("p", "cg-hit__facts");
  if (found.kind !== "article") return element("p", "cg-hit__facts", element("span", "", "About this site"));
  made.append(status(found));
  const audience = found.audience.map((name) => AUDIENCE[name] || name).join(", ");
  if (audience) made.append(element("span", "", `For ${audience}`));
  if (found.updated) made.append(element("span", "", `Updated ${found.updated}`));
  return made;
};

export const address = (root, found, id) => `${root}${found.address}${id ? `#${id}` : ""}`;

const claim = (one, { root, terms, stem }) => {
  const made = link(address(root, one.document, one.id), "cg-hit__claim");
  const where = [one.section, one.plain ? "in plain words" : ""].filter(Boolean).join(" · ");
  if (where) made.append(element("span", "cg-hit__where", ...marked(where, terms, stem)));
  made.append(element("span", "cg-hit__text", ...marked(one.text, terms, stem)));
  return element("li", "", made);
};

/* Return an article, or another page, with the claims that were found in it. */
export const hit = ({ document: found, claims }, context) => {
  const named = element("span", "cg-hit__name", ...marked(found.question || found.title, context.terms, context.stem));
  const title = link(address(context.root, found), "cg-hit__title", named);
  if (found.question) title.append(element("span", "cg-hit__under", ...marked(found.title, context.terms, context.stem)));
  const made = element("li", "cg-hit", title, facts(found));
  if (claims.length) made.append(element("ul", "cg-hit__claims", ...claims.map((one) => claim(one, context))));
  return made;
};
