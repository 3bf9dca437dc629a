// The words of the report in the reader's language; names of the record (reasons, rules, kinds) stay what they are in both.
const WORDS = dataOf("words");
let language = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en";

// The words of a key, {0}, {1} … replaced.
function t(key, ...values) {
  const words = WORDS[language][key];
  return (words === undefined ? key : words).replace(/\{(\d)\}/g, (_, place) => values[Number(place)]);
}

const has = (key) => WORDS[language][key] !== undefined;
const number = (value) => value.toLocaleString(language);
const percent = (share) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`;

// A name of the record and what it means, where there are words for it.
const meaning = (group, name) => (has(`${group}.${name}`) ? t(`${group}.${name}`) : "");
