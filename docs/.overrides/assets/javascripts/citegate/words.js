/* Words of a question as the index holds them: folded, split, shortened to stems, by the rules that `start.json` brings.
   The build does the same (stems.py). No page is touched here. */

const WORD = /[0-9]+(?:[.,][0-9]+)*|[a-z0-9]+/g;
const SPELLINGS = [["ae", "e"], ["oe", "e"], ["our", "or"]];

export const fold = (text) => {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return SPELLINGS.reduce((told, [british, other]) => told.replaceAll(british, other), plain);
};

export const words = (text) => fold(text).match(WORD) || [];

/* Return the function that shortens a folded word by passes of suffixes: suffix, replacement, letters left before it. */
export const stemmer = (passes) => {
  const known = new Map();
  const shorten = (word) => {
    let told = word;
    for (const rules of passes) {
      const rule = rules.find(([suffix, , left]) => told.endsWith(suffix) && told.length - suffix.length >= left);
      if (rule) told = told.slice(0, told.length - rule[0].length) + rule[1];
    }
    return told;
  };
  return (word) => {
    if (!/^[a-z]+$/.test(word)) return word;
    if (!known.has(word)) known.set(word, shorten(word));
    return known.get(word);
  };
};

/* Return how many letters differ (one swapped pair counts once), or more than `most` where it is more than that. */
export const distance = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
};
