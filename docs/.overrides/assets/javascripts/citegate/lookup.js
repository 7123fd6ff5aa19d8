/* Finds articles and claims in the index that the build wrote below `search/`: first the documents, from the postings of
   the question's words; then, in the best of them, the claims. What it returns is verbatim; it writes no sentence. */

import { meanings, understand } from "./question.js";
import { stemmer, words } from "./words.js";

const CANDIDATES = 6;
const FIELDS = { text: 1, lead: 0.75, section: 0.65, about: 0.9, context: 0.3, elsewhere: 0.1 };
const COVERED = 0.64;
const OWN = 0.5;
const NEAR = 0.55;
const ALIKE = 0.75;
const USUAL = 22;

const decode = (flat) => {
  const documents = new Map();
  let number = 0;
  for (let at = 2; at < flat.length; at += 2) {
    number += flat[at];
    documents.set(number, flat[at + 1]);
  }
  return { claims: flat[0], count: flat[1], documents };
};

const bits = (text) => Uint8Array.from(atob(text || ""), (char) => char.charCodeAt(0));
const held = (mask, number) => Boolean(mask[number >> 3] & (1 << (number & 7)));

/* Return the place of the last part that begins at or before a stem. */
const partOf = (stem, parts) => {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle] <= stem) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/* Open the index below an address that ends in a slash. `read` gets the JSON of an address. */
export const open = async (root, read) => {
  const start = await read(`${root}start.json`);
  const loaded = new Map();
  const once = (path) => {
    if (!loaded.has(path)) {
      const promise = read(root + path);
      promise.catch(() => loaded.delete(path));
      loaded.set(path, promise);
    }
    return loaded.get(path);
  };
  const stem = stemmer(start.words.suffixes);
  const postings = async (stems) => {
    const places = [...new Set(stems.map((word) => partOf(word, start.parts)).filter((place) => place >= 0))];
    const parts = await Promise.all(places.map((place) => once(`words/${place}.json`)));
    return new Map(parts.flatMap((part) => Object.entries(part)).map(([word, flat]) => [word, decode(flat)]));
  };
  const index = {
    ...start, stem, postings, once,
    meanings: meanings(start.words), stop: new Set(start.words.stop), weak: new Set(start.words.weak),
    drugs: new Set(start.drugs), stems: (text) => words(text).map(stem),
  };
  return {
    index,
    search: (question, options) => search(index, question, options),
    answer: (question, options) => answer(index, question, options),
  };
};

/* Return the numbers of the documents in which ideas of the question stand, best first, with how much of it. */
const candidates = ({ ideas, postings }, allowed) => {
  const scores = new Map();
  for (const idea of ideas) {
    const best = new Map();
    for (const phrase of idea.alternatives) {
      const [first, ...others] = phrase.map((word) => postings.get(word).documents);
      for (const [number, weight] of first) {
        const least = Math.min(weight, ...others.map((documents) => documents.get(number) || 0));
        if (least > (best.get(number) || 0)) best.set(number, least);
      }
    }
    for (const [number, weight] of best) {
      if (allowed(number)) scores.set(number, (scores.get(number) || 0) + idea.weight * (weight / (weight + 2)));
    }
  }
  return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
};

const narrowed = (index, { kind = "", status = "", audience = "" }) => {
  const masks = Object.entries({ kind, status, audience }).filter(([, value]) => value)
    .map(([name, value]) => bits(index[name][value]));
  return (number) => masks.every((mask) => held(mask, number));
};

/* Return a document with the stems of what it says, once. */
const prepared = async (index, number) => {
  const document = await index.once(`texts/${number}.json`);
  if (document.told) return document;
  const set = (text) => new Set(index.stems(text));
  const { title, question, drugs, topics } = document;
  document.named = set(`${title} ${question}`);
  document.told = set([title, question, ...drugs, ...topics].join(" "));
  document.drugStems = drugs.map((drug) => index.stems(drug).join(" "));
  document.sectionStems = document.sections.map(set);
  document.claims = document.claims.map(([id, text, section, lead, plain, cites, about]) => ({
    id, text, lead, cites, section: document.sections[section], plain: Boolean(plain), document,
    stems: set(text), leadStems: set(lead), sectionStems: document.sectionStems[section],
    length: text.split(" ").length, about: new Set(about.map((drug) => index.stems(drug).join(" "))),
  }));
  return document;
};

const all = (phrase, stems) => phrase.every((word) => stems.has(word));

/* Return how well an idea stands in a claim: 1 in its own words, less in what stands around it. A drug's name counts
   where the claim is about the drug, however it is called there. */
const fit = (idea, claim) => {
  const inside = (stems) => idea.alternatives.some((phrase) => all(phrase, stems));
  if (inside(claim.stems)) return FIELDS.text;
  if (idea.drugs.length) {
    if (idea.drugs.some((drug) => claim.about.has(drug))) return FIELDS.about;
    return claim.about.size ? 0 : inside(claim.document.told) ? FIELDS.context : 0;
  }
  if (inside(claim.leadStems)) return FIELDS.lead;
  if (inside(claim.sectionStems)) return FIELDS.section;
  return inside(claim.document.told) ? FIELDS.context : 0;
};

const rate = (ideas, claim) => {
  let [score, covered, own, total, told] = [0, 0, 0, 0, 0];
  let drugs = true;
  for (const idea of ideas) {
    const fits = fit(idea, claim);
    score += idea.weight * fits;
    if (idea.weak) continue;
    total += idea.weight;
    if (fits) covered += idea.weight;
    if (fits >= FIELDS.section) own += idea.weight;
    if (fits >= FIELDS.section && !idea.drugs.length) told += 1;
    if (idea.drugs.length && fits < FIELDS.about) drugs = false;
  }
  const long = 0.85 + 0.15 * Math.max(1, claim.length / USUAL);
  return { claim, score: score / long, covered: total ? covered / total : 0, own: total ? own / total : 0, told, drugs };
};

const ranked = (rated) => rated.sort((a, b) => b.score - a.score);

/* Leave out claims that say in nearly the same words what a better one says. */
const distinct = (rated) => {
  const kept = [];
  for (const one of rated) {
    const alike = kept.some(({ claim }) => {
      const shared = [...one.claim.stems].filter((word) => claim.stems.has(word)).length;
      return shared / Math.min(one.claim.stems.size, claim.stems.size) > ALIKE &&
        shared / Math.max(one.claim.stems.size, claim.stems.size) > ALIKE;
    });
    if (!alike) kept.push(one);
  }
  return kept;
};

const readings = (ideas) => ideas.filter((idea) => idea.read).map(({ written, read }) => ({ written, read }));

/* Return documents anew by how well they match and how much of the question stands in their name. */
const byName = (documents, numbers, ideas, rank) => {
  const named = ({ named: stems }, { alternatives }) => alternatives.some((phrase) => all(phrase, stems));
  const total = ideas.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const scored = documents.map((document, at) => {
    const share = ideas.filter((idea) => named(document, idea)).reduce((sum, { weight }) => sum + weight, 0) / total;
    return [document, rank.get(numbers[at]) * (1 + share)];
  });
  return scored.sort((a, b) => b[1] - a[1]).map(([document]) => document);
};

/* Return documents, best first, each with its best claims; `total` says how many have words of the question. */
const search = async (index, question, { from = 0, size = CANDIDATES, claims = 3, ...filters } = {}) => {
  const understood = await understand(question, index, { complete: true });
  const ideas = understood.ideas.filter((idea) => idea.known);
  const strong = ideas.filter((idea) => !idea.weak);
  const allowed = narrowed(index, filters);
  const scored = candidates({ ...understood, ideas: strong.length ? ideas : [] }, allowed);
  const wholly = scored.length ? scored[0][1] : 0;
  const found = scored.filter(([, score]) => score >= wholly * NEAR);
  const numbers = found.slice(from, from + size).map(([number]) => number);
  const documents = await Promise.all(numbers.map((number) => prepared(index, number)));
  const rank = new Map(found);
  const results = byName(documents, numbers, strong, rank).map((document) => ({
    document,
    claims: distinct(ranked(document.claims.map((claim) => rate(strong, claim)).filter(({ told, own }) => told || own >= OWN)))
      .slice(0, claims).map(({ claim }) => claim),
  }));
  return { total: found.length, results, read: readings(ideas), terms: terms(ideas, index) };
};

/* Return the claims that answer a question, best first; none where no claim covers what it asks. */
const answer = async (index, question, { plain = false, most = 3, candidates: number = CANDIDATES } = {}) => {
  const understood = await understand(question, index, { most: 1 });
  const strong = understood.ideas.filter((idea) => !idea.weak);
  if (!strong.length) return { answers: [], read: [], terms: [] };
  const scored = candidates(understood, narrowed(index, { kind: "article" })).slice(0, number);
  const documents = await Promise.all(scored.map(([place]) => prepared(index, place)));
  const subject = strong.some((idea) => !idea.drugs.length);
  const rated = documents.flatMap((document) => document.claims).map((claim) => rate(understood.ideas, claim))
    .map((one) => ({ ...one, score: one.score * (one.claim.plain === plain ? 1.06 : 1) }))
    .filter((one) => one.drugs && one.covered >= COVERED && one.own >= OWN && (one.told || !subject));
  const best = distinct(ranked(rated));
  const near = best.filter((one) => one.score >= best[0].score * NEAR);
  const approved = (one) => Number(one.claim.document.status === "Approved");
  const answers = near.sort((a, b) => approved(b) - approved(a) || b.score - a.score).slice(0, most);
  return { answers: answers.map(({ claim }) => claim), read: readings(understood.ideas), terms: terms(understood.ideas, index) };
};

/* Return the stems that may be marked in what was found. */
const terms = (ideas, index) => {
  const told = ideas.filter((idea) => !idea.weak).flatMap((idea) => idea.alternatives.flat());
  return [...new Set(told)].filter((word) => !index.stop.has(word));
};
