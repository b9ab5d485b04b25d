import { describe, expect, test } from "vitest";
import { html } from "#domain/html.ts";

describe("html", () => {
  test.each([
    ["<script>alert(1)</script>", "&#60;script&#62;alert(1)&#60;/script&#62;"],
    [`" onmouseover="x`, "&#34; onmouseover=&#34;x"],
    ["it's", "it&#39;s"],
    ["&lt;", "&#38;lt;"],
    ["räksmörgås ✓", "räksmörgås ✓"],
    ["", ""],
  ])("shows the text %j as it was typed", (text, expected) => {
    expect(html`<b title="${text}">${text}</b>`.text).toBe(
      `<b title="${expected}">${expected}</b>`,
    );
  });

  test("puts markup of its own in as it stands, one or many", () => {
    const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`);

    expect(html`<ul>${items}</ul>${html`<hr>`}`.text).toBe(
      "<ul><li>a</li><li>&#60;b&#62;</li></ul><hr>",
    );
  });

  test("of no parts at all is the literal text", () => {
    expect(html`<p>&amp;</p>${[]}`.text).toBe("<p>&amp;</p>");
  });
});
