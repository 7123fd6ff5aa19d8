/* What a question asks for: its ideas, each with the words that can stand for it and how much it tells apart. */

import { distance, words } from "./words.js";

const LONGEST = 5;
const UNKNOWN = 6;
const WEAK = 0.25;
const NUMBER = 0.4;
const MOST_ALTERNATIVES = 14;
const COMPLETIONS = 6;

/* Return the phrases that stand for each phrase, itself first. */
export const meanings = ({ groups, leads }) => {
  const found = new Map();
  const add = (phrase, others) => {
    if (!found.has(phrase)) found.set(phrase, new Set([phrase]));
    for (const other of others) found.get(phrase).add(other);
  };
  for (const group of groups) for (const phrase of group) add(phrase, group);
  for (const [phrase, other] of leads) add(phrase, [other, ...(found.get(other) || [])]);
  return found;
};

/* Return the ideas of a question as they are written: longest known phrase first, words without meaning left out. */
const pieces = (question, index) => {
  const written = words(question);
  const stems = written.map(index.stem);
  const found = [];
  for (let at = 0; at < written.length;) {
    let length = Math.min(LONGEST, written.length - at);
    while (length > 1 && !index.meanings.has(stems.slice(at, at + length).join(" "))) length -= 1;
    const phrase = stems.slice(at, at + length).join(" ");
    const stop = length === 1 && (index.stop.has(written[at]) || (phrase.length < 2 && !/[0-9]/.test(phrase)));
    if (!stop) found.push({ written: written.slice(at, at + length).join(" "), phrase, parts: stems.slice(at, at + length) });
    at += length;
  }
  return found;
};

const known = (phrase, postings) => phrase.split(" ").every((word) => postings.has(word));

const claimsWith = (phrase, postings) =>
  Math.min(...phrase.split(" ").map((word) => (postings.get(word) || { claims: 0 }).claims));

/* Return the word of the site that a slip of the pen most likely meant, or null. */
const corrected = async (word, index, postings, most) => {
  if (!/^[a-z]{5,}$/.test(word)) return null;
  const allowed = word.length < 8 ? 1 : most;
  let best = null;
  for (const candidate of new Set([...await index.once("names.json"), ...postings.keys()])) {
    if (candidate.length < 4) continue;
    const apart = distance(word, candidate, allowed);
    const tells = apart * 1000 - ((postings.get(candidate) || { claims: 0 }).claims);
    if (apart <= allowed && (!best || tells < best.tells)) best = { word: candidate, tells };
  }
  return best && best.word;
};

const completions = (word, postings) =>
  [...postings].filter(([stem]) => stem.startsWith(word))
    .sort(([, a], [, b]) => b.claims - a.claims).slice(0, COMPLETIONS).map(([stem]) => stem);

const weigh = (idea, index, postings) => {
  const present = idea.alternatives.filter((phrase) => known(phrase, postings));
  const often = Math.max(0, ...present.map((phrase) => claimsWith(phrase, postings)));
  const tells = often ? Math.min(UNKNOWN, Math.log(1 + index.claims / often)) : UNKNOWN;
  const number = /^[0-9.,]+$/.test(idea.phrase);
  const weak = number || index.weak.has(idea.phrase);
  return {
    ...idea, weak, known: present.length > 0, alternatives: present.map((phrase) => phrase.split(" ")),
    weight: tells * (number ? NUMBER : weak ? WEAK : 1), drugs: present.filter((phrase) => index.drugs.has(phrase)),
  };
};

/* Return the ideas of a question. `complete` takes a last unknown word for the beginning of one; `most` is how many
   letters may be wrong in a long word. `fetch` brings the postings of stems. */
export const understand = async (question, index, { complete = false, most = 2 } = {}) => {
  const found = pieces(question, index).map((piece) => ({
    ...piece, alternatives: [...(index.meanings.get(piece.phrase) || [piece.phrase])].slice(0, MOST_ALTERNATIVES),
  }));
  const wanted = found.flatMap((idea) => [...idea.alternatives.flatMap((phrase) => phrase.split(" ")), ...idea.parts]);
  const postings = await index.postings(wanted);
  const last = found.length - 1;
  const ideas = [];
  for (const [number, idea] of found.entries()) {
    const lost = !idea.alternatives.some((phrase) => known(phrase, postings));
    if (lost && idea.parts.length === 1) {
      const word = idea.written;
      const begun = complete && number === last && word.length > 1 && !/\s$/.test(question) ? completions(word, postings) : [];
      const meant = begun.length ? null : await corrected(word, index, postings, most);
      if (begun.length) idea.alternatives = begun;
      else if (meant) {
        const stem = index.stem(meant);
        Object.assign(idea, { read: meant, phrase: stem, alternatives: [...(index.meanings.get(stem) || [stem])] });
        for (const [key, posting] of await index.postings(idea.alternatives.flatMap((phrase) => phrase.split(" ")))) {
          postings.set(key, posting);
        }
      }
    }
    ideas.push(weigh(idea, index, postings));
  }
  return { ideas, postings };
};
