/** The rules with one thing wrong, and what that is. */
export type Mutant = { name: string; rules: string };

const condition = /^(\s*)(return |&& |\|\| |allow [a-z, ]+: if )(.+?)(;?)$/;
const slips: readonly [RegExp, string][] = [
  [/ <= /, " < "],
  [/ == /, " != "],
  [/\.trim\(\)/, ""],
  [/\.lower\(\)/, ""],
  [/split\('@'\)\[1\]/, "split('@')[0]"],
  [/'SUPPORT'|'VIEW_CUSTOMERS'|'ACCESS_CUSTOMER_CASES'/, "'LEGACY_ENTERPRISE_SUPPORT'"],
  [/allow get:/, "allow read:"],
  [/allow (get|list|read):/, "allow read, write:"],
  [/request\.time/, "timestamp.date(2000, 1, 1)"],
];

/** Every condition taken out (as if always met), turned off (never met), and small slips of the pen. */
export function mutantsOf(rules: string): Mutant[] {
  const lines = rules.split("\n");
  return lines.flatMap((line, at) => {
    const put = (changed: string): Mutant => ({
      name: `line ${at + 1}: ${line.trim()} → ${changed.trim()}`,
      rules: lines.with(at, changed).join("\n"),
    });
    const [, indent = "", before = "", tested = "", end = ""] = condition.exec(line) ?? [];
    const turned = tested === "" || isValue(tested) ? [] : ["true", "false"];
    const slipped = line.trim().startsWith("//") ? [] : slips;
    return [
      ...turned.map((verdict) => put(indent + before + verdict + end)),
      ...slipped
        .filter(([from]) => from.test(line))
        .map(([from, to]) => put(line.replace(from, to))),
    ];
  });
}

/** What is returned to be compared, not a verdict. */
function isValue(tested: string): boolean {
  return /^(get\(|timestamp|request\.auth\.token\.email\.|callersAddress\(\)\.split)/.test(tested);
}
