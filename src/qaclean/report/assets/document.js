// A document: its source with what became of each piece, and beside it the record; pointing at one lights the other.
let opened = -1;
const PART = 40; // pieces of a source that are laid out together, and only when they come into sight

function drawDocument(place) {
  const data = dataOf(`document-${place}`);
  const row = ROWS.find((one) => one.opened === place);
  opened = place;
  document.title = `${row.title || row.name} – ${t("heading")}`;
  const views = data.views.map((view, at) => viewOf(data, view, at));
  const names = COMPARED && views.length > 1 ? [t("this one"), t("the other", DATA.other)] : [""];
  const columns = views.map((view, at) => make("div", "view", names[at] ? make("h2", null, names[at]) : null, view.source, view.record));
  fill(byId("main"),
    documentHead(row, data),
    data.left_out ? make("p", "note", t("left out", number(data.left_out))) : null,
    COMPARED && views.length < 2 ? make("p", "note", t("no other")) : null,
    legend(data.views),
    make("div", `views views-${views.length}`, ...columns));
  const light = (event, pin) => {
    if (event.target.closest(".mend")) return;
    lightUp(views, event.target, pin);
    if (pin) offerRule(data, pinned, Boolean(event.target.closest("[data-piece]")));
  };
  const area = byId("main").lastElementChild;
  area.addEventListener("mouseover", (event) => light(event, false));
  area.addEventListener("focusin", (event) => light(event, false));
  area.addEventListener("click", (event) => light(event, true));
  area.addEventListener("mouseleave", () => lightUp(views, null, false));
  window.scrollTo(0, 0);
}

function documentHead(row) {
  const walk = walkable();
  const at = walk.indexOf(row);
  const facts = [row.kind, row.site, t("kept of", percent(row.share), number(row.size))].filter(Boolean).join(" · ");
  const step = (by, words, key) => {
    const there = walk[at + by];
    const one = button("step", words, () => there && go(there.opened), `${t(key)} (${by > 0 ? "n" : "p"})`);
    one.disabled = !there;
    one.id = key;
    return one;
  };
  return make("div", "head",
    make("div", "walk", button("back", `← ${t("overview")}`, () => go(-1), "Esc"), step(-1, "‹", "earlier"),
      make("span", "at", t("at", number(at + 1), number(walk.length))), step(1, "›", "later")),
    make("h1", null, row.title || row.name), make("p", "facts", row.name, " — ", facts));
}

// The documents that `n` and `p` go along: those that were found and stand in the file whole, and always the open one.
function walkable() {
  findRows();
  const walk = found.filter((row) => row.opened >= 0);
  return opened < 0 || walk.some((row) => row.opened === opened) ? walk : ROWS.filter((row) => row.opened >= 0);
}

function legend(views) {
  const roles = new Set(views.flatMap((view) => view.fields.map((field) => field[0])));
  const marks = [...roles].map((role) => make("span", `mark role-${role}`, t(`role.${role}`)));
  if (views.some((view) => view.removed.length)) marks.push(make("del", "gone", t("removed")));
  if (views.some((view) => view.repairs.length)) marks.push(make("span", "mended", make("del", null, t("old")), make("ins", null, t("new"))));
  return make("p", "legend", ...marks);
}

// The elements of one view, by the places of pieces, fields, removals and repairs.
function viewOf(data, view, at) {
  const drawn = { data: view, pieces: [], fields: [], removed: [], repairs: [], warnings: [] };
  drawn.source = make("div", "source");
  drawn.source.setAttribute("aria-label", t("source"));
  drawn.source.setAttribute("role", "region");
  const other = data.views.length > 1 ? data.views[1 - at] : null;
  let part = make("div", "part");
  drawn.source.append(part);
  data.texts.forEach((text, piece) => {
    if (part.childElementCount >= PART && data.texts[piece - 1].endsWith("\n")) {
      part = make("div", "part");
      drawn.source.append(part);
    }
    const element = pieceOf(view, text, piece);
    if (other && text.trim() && stateOf(view, piece) !== stateOf(other, piece)) element.classList.add("changed");
    drawn.pieces.push(element);
    part.append(element);
    const why = whyOf(data, view, piece);
    if (why) part.append(why);
  });
  drawn.record = recordOf(data, view, drawn);
  return drawn;
}

// What became of a piece, to compare two records.
function stateOf(view, piece) {
  if (view.gone[piece] >= 0) return "gone";
  const field = view.fields[view.owners[piece]];
  return field ? `${field[0]} ${field[1]}` : "";
}

function pieceOf(view, text, piece) {
  const gone = view.gone[piece];
  const owner = view.owners[piece];
  const mended = view.mended[piece];
  const field = gone < 0 ? view.fields[owner] : null;
  const look = gone >= 0 ? "gone" : field ? `role-${field[0]} kind-${field[1]}` : text.trim() ? "lost" : "";
  const element = make(gone >= 0 ? "del" : "span", `piece ${look}`);
  element.dataset.piece = piece;
  if (gone >= 0) element.title = reasonWords(view.removed[gone]);
  if (field && field[1] === "image" && field[3] === piece) element.append(imageChip(field));
  if (mended >= 0) element.append(...mendedParts(view, text, piece, mended));
  else element.append(text);
  return element;
}

function reasonWords([reason, rule]) {
  const words = meaning("reason", reason);
  return `${reason} · ${rule}${words ? ` — ${words}` : ""}`;
}

function imageChip(field) {
  const url = (field[6].find(([name]) => name === "url") || ["", ""])[1];
  const chip = make("span", "image", t("image"), field[2] || url ? `: ${field[2] || url}` : "");
  chip.title = url;
  return chip;
}

// The old text struck through and, behind its last piece, the new one.
function mendedParts(view, text, piece, mended) {
  const [, , after, , last] = view.repairs[mended];
  const parts = text ? [make("del", "old", text)] : [];
  if (piece === last - 1 && after) parts.push(make("ins", "new", after));
  const whole = make("span", "mended", ...parts);
  whole.title = view.repairs[mended][0];
  return [whole];
}

// Reason and rule behind the last piece of a removal; once where several with the same stand together.
function whyOf(data, view, piece) {
  const gone = view.gone[piece];
  if (gone < 0 || view.gone[piece + 1] === gone || !data.texts[piece].trim()) return null;
  const [reason, rule, , last] = view.removed[gone];
  let next = last;
  while (next < data.texts.length && view.gone[next] < 0 && !data.texts[next].trim()) next += 1;
  const after = view.removed[view.gone[next]];
  if (after && after[0] === reason && after[1] === rule) return null;
  const label = make("span", "why", `${reason} · ${rule}`);
  label.title = meaning("reason", reason);
  return label;
}

function recordOf(data, view, drawn) {
  const facts = view.facts.flatMap(([name, value]) => [make("dt", null, factName(name)), make("dd", null, value)]);
  const fields = view.fields.map((field, at) => {
    const element = fieldOf(data, view, field, at);
    drawn.fields.push(element);
    return element;
  });
  const part = (key, rows, open) => {
    const count = rows.length ? ` (${number(rows.length)})` : "";
    const element = make("details", key, make("summary", null, t(key) + count), ...rows);
    element.open = open;
    return rows.length ? element : null;
  };
  const listed = (name, rows, draw) => rows.map((row, at) => {
    const element = rowOf(name, at, ...draw(row));
    drawn[name].push(element);
    return element;
  });
  const removed = listed("removed", view.removed, (row) => [make("b", null, row[0]), make("code", null, row[1]), make("del", null, excerpt(data, row[2], row[3]))]);
  const repairs = listed("repairs", view.repairs, (row) => [make("b", null, row[0]), make("span", "mended", make("del", null, visible(row[1])), make("ins", null, visible(row[2])))]);
  const warnings = listed("warnings", view.warnings, (row) => [make("b", null, row[0]), make("span", null, row[1])]);
  const record = make("div", "record", make("dl", null, ...facts), part("warnings", warnings, true), part("fields", fields, true),
    part("removals", removed, removed.length <= 200), part("repairs", repairs, repairs.length <= 50));
  record.setAttribute("role", "region");
  record.setAttribute("aria-label", t("record"));
  return record;
}

const factName = (name) => (has(`fact.${name}`) ? t(`fact.${name}`) : name);
const visible = (text) => (text ? (text.trim() ? text : "␣".repeat(Math.min(text.length, 8))) : "∅");

function rowOf(name, at, ...inside) {
  const row = make("div", `row ${name}`, ...inside.flatMap((part) => [part, " "]));
  row.dataset[name] = at;
  row.tabIndex = 0;
  return row;
}

function excerpt(data, first, last) {
  const text = data.texts.slice(first, last).join("").trim();
  return text.length > 120 ? `${text.slice(0, 80)} … ${text.slice(-30)}` : text;
}

function fieldOf(data, view, field, at) {
  const [role, kind, text, first, last, parent, facts] = field;
  const element = rowOf("field", at, make("b", null, kind === "answer" || kind === "followup" ? t(`role.${kind}`) : kind === role ? t(`role.${role}`) : t(`kind.${kind}`)),
    facts.length ? make("small", null, facts.map(([name, value]) => (name === "marker" ? value : `${factName(name)}: ${value}`)).join(" · ")) : null,
    make("span", "value", text === null ? told(data, view, at, field) : text));
  element.classList.add(`role-${role}`);
  let depth = 0;
  for (let up = parent; up >= 0; up = view.fields[up][5]) depth += 1;
  element.style.setProperty("--depth", Math.min(depth, 8));
  if (first < 0) element.classList.add("nowhere");
  return element;
}

// The same as `told` of documents.py: what the pieces of a field say, repaired, white space folded, a step without its marker.
function told(data, view, at, [, , , first, last, , facts]) {
  let words = "";
  for (let piece = first; piece < last; piece += 1) {
    if (view.owners[piece] !== at || view.gone[piece] >= 0) continue;
    const mended = view.mended[piece];
    if (mended < 0) words += data.texts[piece];
    else if (piece === Math.max(first, view.repairs[mended][3])) words += view.repairs[mended][2];
  }
  const text = fold(words);
  const marker = fold((facts.find(([name]) => name === "marker") || ["", ""])[1]);
  return marker && text.startsWith(marker) ? text.slice(marker.length).trim() : text;
}

const fold = (text) => text.replace(/[ \t\n\u00a0\u3000]+/g, " ").replace(/^ | $/g, "");

let pinned = null;

// Light what belongs together: a field and its pieces, a removal and its row, a repair and its row. A press keeps it, and shows the other side.
function lightUp(views, target, pin) {
  const key = target && keyOf(views, target);
  if (pin) pinned = key && (!pinned || pinned.name !== key.name || pinned.at !== key.at || pinned.view !== key.view) ? key : null;
  document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
  const shown = key || pinned;
  if (!shown) return;
  const { pieces, row } = sidesOf(shown);
  for (const element of row ? [...pieces, row] : pieces) element.classList.add("lit");
  if (!pin || !pinned) return;
  const other = target.closest("[data-piece]") ? row : pieces[0];
  if (other) other.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function keyOf(views, target) {
  const element = target.closest("[data-piece], [data-field], [data-removed], [data-repairs], [data-warnings]");
  const view = element && views.find((one) => one.source.contains(element) || one.record.contains(element));
  if (!view) return null;
  const { piece, field, removed, repairs, warnings } = element.dataset;
  if (piece !== undefined) {
    const inside = target.closest(".mended");
    if (view.data.gone[piece] >= 0) return { view, name: "removed", at: view.data.gone[piece] };
    if (inside) return { view, name: "repairs", at: view.data.mended[piece] };
    return view.data.owners[piece] >= 0 ? { view, name: "field", at: view.data.owners[piece] } : null;
  }
  const [name, at] = [["field", field], ["removed", removed], ["repairs", repairs], ["warnings", warnings]].find(([, value]) => value !== undefined);
  return { view, name, at: Number(at) };
}

function sidesOf({ view, name, at }) {
  if (name === "field") {
    const fields = view.data.fields;
    const within = (place) => {
      for (let up = place; up >= 0; up = fields[up][5]) if (up === at) return true;
      return false;
    };
    const [, , , first, last] = fields[at];
    return { row: view.fields[at], pieces: view.pieces.filter((_, piece) => piece >= first && piece < last && view.data.gone[piece] < 0 && (within(view.data.owners[piece]) || !(view.data.owners[piece] >= 0) || sameSpan(fields, view.data.owners[piece], at))) };
  }
  const row = view.data[name][at];
  const [first, last] = row.slice(-2);
  return { row: view[name][at], pieces: view.pieces.slice(Math.max(first, 0), Math.max(last, 0)) };
}

// A title that is the question's text stands at the same place as the question.
const sameSpan = (fields, one, other) => fields[one] && fields[one][3] === fields[other][3] && fields[one][4] === fields[other][4];
