// Elements are made of a tag, a class and text nodes alone: nothing that a page says is read as markup, as an address or as style.
"use strict";

const byId = (id) => document.getElementById(id);
const dataOf = (id) => JSON.parse(byId(id).textContent);

function make(tag, look, ...inside) {
  const element = document.createElement(tag);
  if (look) element.className = look;
  return fill(element, ...inside);
}

// Parts that are not there are left out.
function fill(element, ...inside) {
  element.replaceChildren(...inside.filter((part) => part !== null && part !== undefined));
  return element;
}

function button(look, words, act, hint) {
  const element = make("button", look, words);
  element.type = "button";
  if (hint) element.title = hint;
  element.addEventListener("click", act);
  return element;
}

// A bar of a share between 0 and 1; the number stands beside it in words.
function bar(share, look) {
  const element = make("span", `bar ${look || ""}`);
  element.style.setProperty("--share", `${Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10}%`);
  element.setAttribute("aria-hidden", "true");
  return element;
}

// A choice: pairs of value and words, the first for all.
function choice(label, pairs, value, act) {
  const list = make("select", null, ...pairs.map(([own, words]) => {
    const option = make("option", null, words);
    option.value = own;
    option.selected = own === value;
    return option;
  }));
  list.setAttribute("aria-label", label);
  list.addEventListener("change", () => act(list.value));
  return list;
}

// A table that sorts by the column whose head is pressed, and shows its first rows until asked for all.
// A column: {words, value(row), cell(row), number}; options: {sort: [column, down], first, press(row), name}.
function table(columns, rows, options) {
  let [by, down] = options.sort || [-1, false];
  let all = !options.first || rows.length <= options.first;
  const body = make("tbody");
  const heads = columns.map((column, place) => {
    const head = make("th", column.number ? "number" : null);
    head.scope = "col";
    head.append(button("sort", column.words, () => {
      down = by === place ? !down : Boolean(column.number);
      by = place;
      draw();
    }));
    return head;
  });
  const more = button("more", "", () => {
    all = true;
    draw();
  });
  function draw() {
    heads.forEach((head, place) => head.setAttribute("aria-sort", place !== by ? "none" : down ? "descending" : "ascending"));
    const sorted = by < 0 ? rows : sortedBy(rows, columns[by].value, down);
    body.replaceChildren(...(all ? sorted : sorted.slice(0, options.first)).map(drawRow));
    more.hidden = all;
    more.textContent = t("show all", number(rows.length));
  }
  function drawRow(row) {
    const cells = columns.map((column) => make("td", column.number ? "number" : column.look, column.cell(row)));
    if (options.press) {
      const words = button("press", "", () => options.press(row));
      words.append(...cells[0].childNodes);
      cells[0].append(words);
    }
    return make("tr", null, ...cells);
  }
  draw();
  const whole = make("div", "table", make("table", null, make("thead", null, make("tr", null, ...heads)), body), more);
  if (options.name) whole.id = options.name;
  return whole;
}

const collator = new Intl.Collator(["zh", "en"], { numeric: true });

// Sorted by a value, equal ones in their own order.
function sortedBy(rows, value, down) {
  const keyed = rows.map((row, place) => [value(row), place, row]);
  const sign = down ? -1 : 1;
  keyed.sort(([a, i], [b, j]) => sign * (typeof a === "number" ? a - b : collator.compare(a, b)) || i - j);
  return keyed.map((entry) => entry[2]);
}
