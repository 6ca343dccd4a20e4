#pragma once

namespace odelia {

/// How the report looks.
inline constexpr const char* page_style = R"(
:root { --ink: #1f2328; --soft: #5b636d; --line: #dfe3e8; --tint: #f6f8fa; --mark: #0072b2; }
* { box-sizing: border-box; }
body { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; color: var(--ink);
       margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 1000px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.25rem; margin: 2.8rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
p.lead, figcaption, .note { color: var(--soft); }
figure { margin: 1.2rem 0; }
figure svg, figure img { max-width: 100%; height: auto; display: block; }
figure svg { min-width: 36rem; }
figcaption { font-size: .9rem; max-width: 46rem; margin-top: .3rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; margin: .8rem 0 1.4rem; }
th, td { padding: .3rem .55rem; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--line); white-space: normal; vertical-align: bottom; }
.n { text-align: right; }
tbody tr:hover { background: var(--tint); }
td.best { font-weight: 700; color: var(--mark); }
td.grey { color: #9aa2ab; }
table.sortable th { cursor: pointer; }
table.sortable th[data-order="up"]::after { content: " \2191"; }
table.sortable th[data-order="down"]::after { content: " \2193"; }
details { margin: .8rem 0; }
summary { cursor: pointer; color: var(--mark); }
pre { background: var(--tint); padding: 1rem; overflow-x: auto; font-size: .82rem; line-height: 1.4; border-radius: 6px; }
code { background: var(--tint); padding: .1em .3em; border-radius: 4px; font-size: .88em; }
pre code { background: none; padding: 0; }
a { color: var(--mark); }
li { margin: .25rem 0; max-width: 46rem; }
)";

/// Sorts a table by the column whose heading is clicked: ~0.1 as 0.1, and what has no value last.
inline constexpr const char* page_script = R"(
for (const table of document.querySelectorAll('table.sortable'))
  table.querySelectorAll('th').forEach((head, column) => head.addEventListener('click', () => {
    const up = head.dataset.order !== 'up', body = table.tBodies[0];
    const value = row => { const text = row.cells[column].textContent.trim(), x = parseFloat(text.replace(/^~/, ''));
      return text === '' || /^–/.test(text) ? null : isNaN(x) ? text : x; };
    table.querySelectorAll('th').forEach(h => delete h.dataset.order);
    head.dataset.order = up ? 'up' : 'down';
    [...body.rows].map(row => [value(row), row]).sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return (a < b ? -1 : a > b ? 1 : 0) * (up ? 1 : -1); }).forEach(([, row]) => body.append(row)); }));
)";

}  // namespace odelia
