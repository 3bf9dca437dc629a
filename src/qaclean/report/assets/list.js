// The documents: their rows, what the reader looks for in them, and their order. `n` and `p` go along the same order.
const DATA = dataOf("overview");
const ROWS = DATA.rows.map(([stem, tail, title, kind, site, size, removed, repairs, lists, warnings, rules, opened, changed], place) => ({
  place, name: DATA.stem_names[stem] + tail, title, kind: DATA.kind_names[kind], site: DATA.site_names[site], size, removed, repairs, lists,
  warnings: warnings.map((at) => DATA.warning_names[at]), rules, opened, changed: changed === undefined ? -1 : changed,
  share: size ? 1 - removed / size : 0,
}));
const COMPARED = DATA.other !== null;
const BINS = DATA.histogram.length;
const PAGE = 100;
const filter = { words: "", kind: "", rule: "", warning: "", bin: -1, opened: ROWS.some((row) => row.opened < 0), changed: false };
let order = { by: "place", down: false };
let page = 0;
let found = [];
let foundFor = "";

const binOf = (share) => Math.min(Math.floor(share * BINS), BINS - 1);

// A rule is looked for by reason and name (`related weighed-after`), or by its reason alone.
function rulesWanted(name) {
  return new Set(DATA.rule_names.flatMap((rule, at) => (rule === name || rule.startsWith(`${name} `) ? [at] : [])));
}

// Looked for and sorted anew where what is looked for, or its order, has changed.
function findRows() {
  const wanted = JSON.stringify([filter, order]);
  if (wanted === foundFor) return;
  foundFor = wanted;
  const words = filter.words.trim().toLowerCase();
  const rules = filter.rule ? rulesWanted(filter.rule) : null;
  const matching = ROWS.filter((row) =>
    (!words || row.title.toLowerCase().includes(words) || row.name.toLowerCase().includes(words))
    && (!filter.kind || row.kind === filter.kind)
    && (!filter.warning || row.warnings.includes(filter.warning))
    && (filter.bin < 0 || binOf(row.share) === filter.bin)
    && (!filter.opened || row.opened >= 0)
    && (!filter.changed || row.changed > 0)
    && (!rules || row.rules.some((at) => rules.has(at))));
  const value = { title: (row) => row.title || row.name, kind: (row) => row.kind, warnings: (row) => row.warnings.length };
  found = sortedBy(matching, value[order.by] || ((row) => row[order.by]), order.down);
}

function drawList() {
  const list = byId("list");
  if (!list) return;
  findRows();
  page = Math.min(page, Math.max(0, Math.ceil(found.length / PAGE) - 1));
  list.replaceChildren(listHead(), listBody());
  byId("found").textContent = t("found", number(found.length), number(ROWS.length), number(found.filter((row) => row.opened >= 0).length));
  byId("pages").replaceChildren(...pager());
  byId("chips").replaceChildren(...filterChips());
}

const COLUMNS = [["title", false], ["kind", false], ["share", true], ["size", true], ["removed", true], ["repairs", true], ["lists", true], ["warnings", true]]
  .concat(COMPARED ? [["changed", true]] : []);

function listHead() {
  const heads = COLUMNS.map(([name, isNumber]) => {
    const head = make("th", isNumber ? "number" : null, button("sort", t(`column.${name}`), () => {
      order = { by: name, down: order.by === name ? !order.down : isNumber };
      page = 0;
      drawList();
    }));
    head.scope = "col";
    head.setAttribute("aria-sort", order.by !== name ? "none" : order.down ? "descending" : "ascending");
    return head;
  });
  return make("thead", null, make("tr", null, ...heads));
}

function listBody() {
  return make("tbody", null, ...found.slice(page * PAGE, (page + 1) * PAGE).map((row) => {
    const title = row.opened >= 0 ? button("press", row.title || row.name, () => go(row.opened)) : make("span", "closed", row.title || row.name);
    if (row.opened < 0) title.title = t("not whole");
    const share = make("td", "number share", bar(row.share, "kept"), make("span", "percent", percent(row.share)));
    return make("tr", row.opened >= 0 ? "opens" : null,
      make("td", "document", title, make("small", null, row.site ? `${row.name} · ${row.site}` : row.name)),
      make("td", null, row.kind), share,
      ...[row.size, row.removed, row.repairs, row.lists].map((value) => make("td", "number", number(value))),
      make("td", "number codes", row.warnings.join(", ")),
      COMPARED ? make("td", "number", row.changed < 0 ? "–" : number(row.changed)) : null);
  }));
}

function pager() {
  const pages = Math.ceil(found.length / PAGE);
  if (pages < 2) return [];
  const turn = (by) => {
    page = Math.max(0, Math.min(pages - 1, page + by));
    drawList();
  };
  return [button("turn", "‹", () => turn(-1), t("earlier")), make("span", null, t("page", number(page + 1), number(pages))), button("turn", "›", () => turn(1), t("later"))];
}

function look(changes) {
  Object.assign(filter, changes);
  page = 0;
  if (byId("filters")) byId("filters").replaceChildren(...filterParts());
  drawList();
}

function filterChips() {
  const chips = [];
  const chip = (words, changes) => chips.push(button("chip", `${words} ×`, () => look(changes), t("take away")));
  if (filter.bin >= 0) chip(t("kept between", percent(filter.bin / BINS), percent((filter.bin + 1) / BINS)), { bin: -1 });
  if (filter.rule) chip(filter.rule, { rule: "" });
  return chips;
}

function filterParts() {
  const search = make("input");
  search.type = "search";
  search.id = "search";
  search.placeholder = t("search");
  search.setAttribute("aria-label", t("search"));
  search.value = filter.words;
  search.addEventListener("input", () => {
    filter.words = search.value;
    page = 0;
    drawList();
  });
  const named = (key, pairs) => choice(t(key), [["", t(`all ${key}`)], ...pairs.map((name) => [name, name])], filter[key], (value) => look({ [key]: value }));
  const parts = [search, named("kind", DATA.kinds.map(([name]) => name)), named("rule", DATA.rules.map(([name]) => name).sort())];
  if (DATA.warnings.length) parts.push(named("warning", DATA.warnings.map(([name]) => name)));
  if (ROWS.some((row) => row.opened < 0)) parts.push(tick("opened", "only whole"));
  if (COMPARED) parts.push(tick("changed", "only changed"));
  return parts;
}

function tick(key, words) {
  const box = make("input");
  box.type = "checkbox";
  box.checked = filter[key];
  box.id = `only-${key}`;
  box.addEventListener("change", () => look({ [key]: box.checked }));
  return make("label", "tick", box, t(words));
}
