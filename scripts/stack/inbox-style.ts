/** The looks of the inbox pages, light or dark as the reader's system is. */
export const inboxStyle = `
  :root {
    color-scheme: light dark;
    --ink: light-dark(#1d2733, #e4e9ef); --soft: light-dark(#5b6876, #9aa7b5);
    --line: light-dark(#dde3ea, #313b47); --paper: light-dark(#ffffff, #1b222a);
    --ground: light-dark(#f3f5f8, #12171d); --accent: light-dark(#0b57d0, #8ab4f8);
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
  main { max-width: 1200px; margin: 0 auto; padding: 28px 20px; }
  a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
  header { display: flex; align-items: baseline; gap: 12px; margin-bottom: 16px; }
  header form { margin-left: auto; }
  h1 { font-size: 22px; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
  h2 { font-size: 13px; color: var(--soft); margin: 24px 0 8px; }
  .count, time { color: var(--soft); }
  button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line);
    border-radius: 6px; padding: 4px 12px; cursor: pointer; }
  button:hover { border-color: var(--accent); }
  table, article, .empty { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
  table { width: 100%; border-collapse: separate; border-spacing: 0; }
  th { text-align: left; font-size: 13px; font-weight: 600; color: var(--soft); }
  th, td { padding: 9px 14px; vertical-align: top; overflow-wrap: anywhere; }
  td { border-top: 1px solid var(--line); }
  td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
  td:nth-child(2) { width: 23%; } td:nth-child(3) { width: 21%; }
  td a { font-weight: 600; }
  tbody tr:hover { background: var(--ground); }
  .empty { margin: 0; padding: 36px; text-align: center; color: var(--soft); }
  nav { display: flex; justify-content: space-between; margin-bottom: 12px; }
  article { padding: 22px 24px; } article .empty { padding: 14px; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 12px 0 0; }
  dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
  .headers { font: 13px/1.5 ui-monospace, monospace; }
  iframe { width: 100%; height: 420px; border: 1px solid var(--line); border-radius: 8px; background: #ffffff;
    color-scheme: light; }
  pre { margin: 0; padding: 14px; border: 1px solid var(--line); border-radius: 8px; white-space: pre-wrap;
    overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; }
  summary { margin-top: 24px; cursor: pointer; color: var(--soft); font-size: 13px; }
  @media (max-width: 640px) {
    thead { display: none; }
    tr { display: block; border-top: 1px solid var(--line); padding: 8px 0; } tr:first-child { border-top: 0; }
    td:nth-child(n) { display: block; width: auto; border: 0; padding: 1px 14px; }
    dl { grid-template-columns: 1fr; }
  }
`;
