// Sheets add up while one types. Without scripts, the server does it when asked.
// data-into="total net*-1": this value is added to "total" and taken from "net".
// data-times="id": it is multiplied by the value of that field first.
// data-sum="total" shows a sum, data-share="own total" one of the other in percent.
const language = document.documentElement.lang;
const money = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const grouped = { en: /^\d{1,3}(,\d{3})+(\.\d{1,2})?$/, nb: /^\d{1,3}(\.\d{3})+(,\d{1,2})?$/, da: /^\d{1,3}(\.\d{3})+(,\d{1,2})?$/ };

// As the server reads it: no number where it could mean something else, nothing where nothing is.
function read(typed) {
  let bare = typed.replace(/\s|kronor|kroner|kr|sek|euro|eur|€|nok|dkk/gi, "");
  if (!bare) return 0;
  if (grouped[language]?.test(bare)) bare = bare.replaceAll(language === "en" ? "," : ".", "");
  return /^\d{1,12}([.,]\d{1,2})?$/.test(bare) ? Number(bare.replace(",", ".")) : NaN;
}

function add(sheet) {
  const sums = {};
  for (const each of sheet.querySelectorAll("[data-into]")) {
    let value = read(each.value);
    if (each.dataset.times) value *= read(document.getElementById(each.dataset.times).value);
    for (const target of each.dataset.into.split(" ")) {
      const [name, factor] = target.split("*");
      sums[name] = (sums[name] ?? 0) + value * Number(factor ?? 1);
    }
  }
  const tell = (place, value, said) => { place.textContent = Number.isFinite(value) ? said(value) : "–"; };
  for (const place of sheet.querySelectorAll("[data-sum]")) {
    const value = Math.round((sums[place.dataset.sum] ?? 0) * 100) / 100;
    tell(place, value, (it) => money.format(it));
    if ("zero" in place.dataset) place.closest("[data-row]").classList.toggle("differs", value !== 0);
  }
  for (const place of sheet.querySelectorAll("[data-share]")) {
    const [part, whole] = place.dataset.share.split(" ").map((name) => sums[name] ?? 0);
    tell(place, (part / whole) * 100, (it) => `${percent.format(it)}\u00a0%`);
  }
}

for (const sheet of document.querySelectorAll("[data-sheet]")) {
  sheet.querySelectorAll("[data-without]").forEach((each) => { each.hidden = true; });
  sheet.addEventListener("input", () => add(sheet));
}
