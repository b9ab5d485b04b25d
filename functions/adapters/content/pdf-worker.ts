import { parentPort, workerData } from "node:worker_threads";
import { getDocumentProxy } from "unpdf";

// The entry of a thread of its own: tells its parent the text of the first pages, and of what was filled in on
// them. Ends with an error where the file cannot be read.

const pagesMax = 200;
const silent = 0;

const pdf = await getDocumentProxy(workerData.bytes, {
  verbosity: silent,
  disableFontFace: true,
  useSystemFonts: false,
});
const pages: string[] = [];
for (let number = 1; number <= Math.min(pdf.numPages, pagesMax); number += 1) {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const fields = await page.getAnnotations();
  for (const item of items) {
    if ("str" in item) pages.push(item.str, item.hasEOL ? "\n" : "");
  }
  for (const { fieldValue, contentsObj } of fields) {
    pages.push("\n", String(fieldValue ?? ""), "\n", String(contentsObj?.str ?? ""));
  }
  pages.push("\n");
  page.cleanup();
}
parentPort?.postMessage(pages.join(""), []);
