// A rule of the reader's own for what was pressed: one that keeps what was removed, or drops what was kept (docs/mending.md says what rules are).
const MOST_LINES = 8; // of a rule

// The repaired text of a piece, as rules read it.
function repairedText(data, view, piece) {
  const mended = view.mended[piece];
  if (mended < 0) return data.texts[piece];
  return piece === view.repairs[mended][3] ? view.repairs[mended][2] : "";
}

// The rule as TOML; empty where there is none to be made: nothing that can be seen, or a text with characters that cannot be seen.
function ruleFor(data, view, name, at) {
  const row = name === "field" ? view.fields[at] : view.removed[at];
  const [first, last] = name === "field" ? [row[3], row[4]] : [row[2], row[3]];
  const mine = (piece) => (name === "field" ? view.owners[piece] === at && view.gone[piece] < 0 : view.gone[piece] === at);
  let words = "";
  for (let piece = Math.max(first, 0); piece < last; piece += 1) if (mine(piece)) words += repairedText(data, view, piece);
  const lines = words.split("\n").map(fold).filter(Boolean).slice(0, MOST_LINES);
  if (!lines.length || words.includes("⟨U+")) return "";
  const key = isWhole(data, view, first, last) ? "whole" : "words";
  const does = name === "field" ? ["drop", 'reason = "noise"\n'] : ["keep", ""];
  return `[[rule]]\nid = "mine-1"\ndo = "${does[0]}"\n${does[1]}${key} = [${lines.map(quoted).join(", ")}]\n`;
}

// Whether nothing but white space stands beside the pieces on their first and last line.
function isWhole(data, view, first, last) {
  let before = "";
  for (let piece = first - 1; piece >= 0 && !before.includes("\n"); piece -= 1) before = repairedText(data, view, piece) + before;
  let after = "";
  for (let piece = last; piece < data.texts.length && !after.includes("\n"); piece += 1) after += repairedText(data, view, piece);
  return !before.slice(before.lastIndexOf("\n") + 1).trim() && !after.split("\n")[0].trim();
}

// A basic string of TOML: JSON writes the same escapes.
const quoted = (text) => JSON.stringify(text).replace(/\u007f/g, "\\u007F");

// Put the rule for what is pinned below its row of the record, or take it away.
function offerRule(data, pin, fromSource) {
  document.querySelectorAll(".mend").forEach((box) => box.remove());
  if (!pin || (pin.name !== "field" && pin.name !== "removed")) return;
  const rule = ruleFor(data, pin.view.data, pin.name, pin.at);
  if (!rule) return;
  const text = make("pre", null, rule);
  text.addEventListener("click", () => getSelection().selectAllChildren(text));
  const box = make("div", "mend", make("p", "hint", t(pin.name === "field" ? "mend drop" : "mend keep")), text, make("p", "hint", t("mend how")));
  sidesOf(pin).row.after(box);
  if (fromSource) box.scrollIntoView({ block: "nearest", behavior: "instant" });
}
