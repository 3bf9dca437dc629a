// The overview: how much was kept, what took the rest, the most removed lines, and the list of documents.
function drawOverview() {
  document.title = t("heading");
  fill(byId("main"),
    tiles(),
    note(),
    COMPARED ? comparison() : null,
    make("div", "cards",
      make("div", "stack", card("kept share", histogram()), card("by rule", ruleTable(DATA.rules, "rule", "rules", 12))),
      make("div", "stack", card("by reason", ruleTable(DATA.reasons, "reason", "reasons", 8)),
        card("most removed", linesTable(DATA.lines, "lines", 12), t("most removed note") + (DATA.lines_short ? ` ${t("counts short", number(DATA.lines_short))}` : ""))),
      make("div", "smalls", ...smalls())),
    failures(),
    make("section", "card documents", make("h2", null, t("documents")), withId("div", "filters", ...filterParts()), withId("div", "chips"),
      make("p", "count", withId("span", "found"), withId("span", "pages")), make("div", "wide", withId("table", "list"))));
  drawList();
}

function withId(tag, id, ...inside) {
  const element = make(tag, id, ...inside);
  element.id = id;
  return element;
}

function card(key, inside, hint) {
  return make("section", `card ${key.replace(/ /g, "-")}`, make("h2", null, t(key)), hint ? make("p", "hint", hint) : null, inside);
}

function tiles() {
  const kept = DATA.size - DATA.removed;
  const tile = (value, words) => make("div", "tile", make("b", null, value), make("span", null, words));
  return make("section", "tiles",
    tile(number(DATA.documents), t("documents")), tile(number(DATA.size), t("characters")),
    tile(percent(DATA.size ? kept / DATA.size : 0), t("kept")), tile(number(DATA.removed), t("removed characters")),
    DATA.failed ? tile(number(DATA.failed), t("failed")) : null);
}

// What stands in the file of how much there is.
function note() {
  const parts = [];
  if (ROWS.length < DATA.documents) parts.push(t("sampled rows", number(ROWS.length), number(DATA.documents)));
  if (DATA.whole < ROWS.length) parts.push(t("sampled", number(DATA.whole), number(ROWS.length)));
  if (COMPARED) parts.push(t("compared", DATA.other));
  const line = make("p", "note", parts.join(" "));
  line.id = "note";
  line.hidden = !parts.length;
  return line;
}

function histogram() {
  const most = Math.max(1, ...DATA.histogram);
  const bars = DATA.histogram.map((count, bin) => {
    const words = t("bin", percent(bin / BINS), percent((bin + 1) / BINS), number(count));
    const column = button("column", "", () => {
      look({ bin: filter.bin === bin ? -1 : bin });
      byId("filters").scrollIntoView({ block: "center" });
    }, words);
    column.setAttribute("aria-label", words);
    column.disabled = !count;
    column.append(bar(count / most, "up"));
    return column;
  });
  const ends = make("div", "ends", make("span", null, "0%"), make("span", null, "50%"), make("span", null, "100%"));
  return make("div", "histogram", make("div", "columns", ...bars), ends);
}

function lookForRule(name) {
  look({ rule: filter.rule === name ? "" : name });
  byId("filters").scrollIntoView({ block: "center" });
}

// Reasons or rules: name, characters, spans, documents.
function ruleTable(rows, key, name, first) {
  const most = Math.max(1, ...rows.map((row) => row[1]));
  const named = (row) => {
    const [reason, rule] = row[0].split(/ (.*)/s);
    const label = make("span", null, rule || reason);
    if (rule) label.append(" ", make("small", null, reason));
    label.title = meaning("reason", reason);
    return label;
  };
  const count = (place, words) => ({ words: t(words), number: true, value: (row) => row[place], cell: (row) => number(row[place]) });
  const size = { words: t("characters"), number: true, value: (row) => row[1], cell: (row) => make("span", "sized", bar(row[1] / most), make("span", "amount", number(row[1]))) };
  return table([{ words: t(key), value: (row) => row[0].split(" ").reverse().join(" "), cell: named }, size, count(2, "spans"), count(3, "documents")], rows,
    { sort: [1, true], first, press: (row) => lookForRule(row[0]), name });
}

// What two records have otherwise: sums, and the lines that only one of them removed.
function comparison() {
  const { same, changed, alone, lost, gained } = DATA.compared;
  const tile = (value, words) => make("div", "tile", make("b", null, number(value)), make("span", null, t(words)));
  return make("section", "comparison",
    make("div", "tiles", tile(same, "same"), tile(changed, "changed"), alone ? tile(alone, "alone") : null, tile(lost, "lost characters"), tile(gained, "gained characters")),
    make("div", "cards",
      card("lines lost", DATA.lines_lost.length ? linesTable(DATA.lines_lost, "lines-lost", 8) : t("none"), t("lines lost note")),
      card("lines gained", DATA.lines_gained.length ? linesTable(DATA.lines_gained, "lines-gained", 8) : t("none"), t("lines gained note"))));
}

function linesTable(rows, name, first) {
  const rules = (row) => make("span", "codes", row[2].map((rule) => rule.replace(" ", " · ")).join(", "));
  const line = (row) => {
    const words = make("span", "line", row[0]);
    words.title = t("for example", row[3]);
    return words;
  };
  return table([
    { words: t("line"), look: "words", value: (row) => row[0], cell: line },
    { words: t("documents"), number: true, value: (row) => row[1], cell: (row) => number(row[1]) },
    { words: t("reason and rule"), value: (row) => row[2].join(), cell: rules },
  ], rows, { sort: [1, true], first, name, press: (row) => (name === "lines-gained" ? look({ changed: true }) : lookForRule(row[2][0])) });
}

function smalls() {
  const pairs = (key, rows, words, press) => (rows.length ? card(key, table([
    { words: t(words), value: (row) => row[0], cell: (row) => named(key, row[0]) },
    { words: t("documents"), number: true, value: (row) => row[row.length - 1], cell: (row) => number(row[row.length - 1]) },
  ], rows, { sort: [1, true], first: 8, name: key.replace(/ /g, "-"), press })) : null);
  const known = (rows) => rows.map(([name, count]) => [name || "–", count]);
  const steps = DATA.steps.length ? card("step lists", table([
    { words: t("role"), value: (row) => row[0], cell: (row) => named("steps", row[0]) },
    ...[[1, "lists"], [2, "steps"], [3, "documents"]].map(([place, words]) => ({ words: t(words), number: true, value: (row) => row[place], cell: (row) => number(row[place]) })),
  ], DATA.steps, { sort: [1, true], name: "step-lists" })) : null;
  const repairs = DATA.repairs.length ? card("repairs", table([
    { words: t("kind"), value: (row) => row[0], cell: (row) => row[0] },
    ...[[1, "places"], [2, "documents"]].map(([place, words]) => ({ words: t(words), number: true, value: (row) => row[place], cell: (row) => number(row[place]) })),
  ], DATA.repairs, { sort: [1, true], first: 8, name: "repairs" })) : null;
  return [
    pairs("kinds", DATA.kinds, "kind", (row) => look({ kind: filter.kind === row[0] ? "" : row[0] })),
    steps, repairs,
    pairs("warnings", DATA.warnings, "code", (row) => look({ warning: filter.warning === row[0] ? "" : row[0] })),
    DATA.sites.length > 1 || (DATA.sites[0] || [""])[0] ? pairs("sites", known(DATA.sites), "site") : null,
    pairs("languages", known(DATA.languages), "language"),
    DATA.media.length > 1 ? pairs("media", DATA.media, "media type") : null,
  ];
}

function named(group, name) {
  const words = meaning(group, name);
  return make("span", null, name, words ? make("small", null, ` ${words}`) : null);
}

function failures() {
  if (!DATA.failed) return null;
  const rows = DATA.failures.map(([name, message]) => make("li", null, make("b", null, name), ` ${message}`));
  return make("section", "card", make("h2", null, t("failures", number(DATA.failed))), make("ul", "failures", ...rows));
}
