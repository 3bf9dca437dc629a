// The bar, the keys, and which of the two views is open: the address's fragment says it (#d3), so that back and forward work.
function go(place) {
  location.hash = place < 0 ? "" : `#d${place}`;
  draw();
}

let listAt = 0; // where the overview was left

// Drawn is what the fragment says; the browser tells of a change of it later than it is made here.
function draw() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  drawBar();
  byId("foot").replaceChildren(t("foot"), " ", make("kbd", null, "n"), " / ", make("kbd", null, "p"), ` ${t("keys walk")}, `, ...(COMPARED ? [make("kbd", null, "d"), ` ${t("next difference")}, `] : []), make("kbd", null, "Esc"), ` ${t("overview")}, `, make("kbd", null, "/"), ` ${t("search")}`);
  const match = /^#d(\d+)$/.exec(location.hash);
  const place = match ? Number(match[1]) : -1;
  pinned = null;
  if (place >= 0 && place < DATA.whole) {
    if (opened < 0) listAt = window.scrollY;
    drawDocument(place);
  } else {
    opened = -1;
    drawOverview();
    window.scrollTo(0, listAt);
  }
  byId("main").dataset.drawn = location.hash;
}

function drawBar() {
  const names = { en: "English", zh: "中文" };
  const switches = Object.entries(names).map(([name, words]) => {
    const one = button("language", words, () => {
      language = name;
      draw();
    });
    one.lang = name;
    one.setAttribute("aria-pressed", String(name === language));
    return one;
  });
  const home = button("home", t("heading"), () => go(-1));
  byId("bar").replaceChildren(home, make("span", "spring"), button("theme", t("light or dark"), turnTheme), ...switches);
}

function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

function walk(by) {
  const rows = walkable();
  const at = rows.findIndex((row) => row.opened === opened);
  const there = opened < 0 ? rows[by > 0 ? 0 : rows.length - 1] : rows[at + by];
  if (there) go(there.opened);
}

// The next place of the open document that two records have otherwise, from the middle of the window on.
function showChange() {
  const changes = [...document.querySelectorAll(".view:first-child .source .changed")];
  const below = changes.find((element) => element.getBoundingClientRect().top > window.innerHeight / 2 + 1) || changes[0];
  if (below) below.scrollIntoView({ block: "center", behavior: "instant" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "n") walk(1);
  else if (event.key === "p") walk(-1);
  else if (event.key === "d") showChange();
  else if (event.key === "Escape" && opened >= 0) go(-1);
  else if (event.key === "/" && byId("search")) {
    event.preventDefault();
    byId("search").focus();
  }
});
window.addEventListener("hashchange", () => {
  if (byId("main").dataset.drawn !== location.hash) draw();
});
draw();
