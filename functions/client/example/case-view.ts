import type { Case } from "../client.ts";
import {
  attach,
  comment,
  download,
  type FeedDocument,
  listenToFeed,
  type Product,
} from "./calls.ts";
import { button, byId, make, onSubmit, problem } from "./elements.ts";
import { fileWords, sizeOf, stateWords } from "./words.ts";

/** Shows a case with its feed, as it grows, until what it returns is called. */
export function showCase(product: Product, shown: Case): () => void {
  const { name, displayName, description, priority, state } = shown;
  const feed = make("ol", { id: "feed", "aria-label": "Feed", "aria-live": "polite" });
  const place = byId("case", HTMLElement);
  const number = name.split("/").at(-1);
  const title = make("h2", { tabindex: "-1" }, displayName);
  place.replaceChildren(
    title,
    make("p", { class: "facts" }, `Case ${number} · ${priority} · ${stateWords[state]}`),
    make("p", { class: "description" }, description),
    feed,
    commentForm(product, name),
    uploadForm(product, name),
  );
  place.hidden = false;
  title.focus();
  const stop = listenToFeed(product, name, {
    tell: (items) => showFeed(feed, items, (item) => contentOf(product, name, item)),
    end: (error) => feed.replaceChildren(problem(error)),
  });
  return () => {
    stop();
    place.hidden = true;
  };
}

/** Leaves what has not changed as it is: whoever listens to the page is read what is new, and no more. */
function showFeed(
  feed: HTMLElement,
  items: FeedDocument[],
  contentOf: (item: FeedDocument) => HTMLElement,
): void {
  const present = new Map([...feed.children].map((child) => [child.id, child]));
  const shown = items.map((item) => {
    const id = `item-${item.id}-${item.kind === "attachment" ? item.state : item.kind}`;
    return present.get(id) ?? make("li", { id }, headOf(item), contentOf(item));
  });
  for (const child of present.values()) if (!shown.includes(child)) child.remove();
  for (const [place, child] of shown.entries()) {
    if (feed.children[place] !== child) feed.insertBefore(child, feed.children[place] ?? null);
  }
}

function headOf({ creator, createdAt }: FeedDocument): HTMLElement {
  const by = creator.kind === "person" ? creator.displayName : "Support";
  const at = createdAt.toDate();
  const time = make("time", { datetime: at.toISOString() }, at.toLocaleString());
  return make("p", { class: "facts" }, `${by} · `, time);
}

function contentOf(product: Product, caseName: string, item: FeedDocument): HTMLElement {
  switch (item.kind) {
    case "comment":
      return make("p", { class: "description" }, item.body);
    case "deletedAttachment":
      return make("p", {}, `Support removed the file ${item.filename}.`);
    case "attachment": {
      const facts = `${item.filename} (${sizeOf(item.sizeBytes)})`;
      if (item.state !== "AVAILABLE") return make("p", {}, `${facts} ${fileWords[item.state]}.`);
      return button(`Download ${facts}`, async () => {
        save(await download(product, caseName, item.id), item.filename);
      });
    }
  }
}

function commentForm(product: Product, caseName: string): HTMLElement {
  const text = make("textarea", { id: "comment", name: "body", rows: "3", required: "" });
  const form = make(
    "form",
    { id: "comment-form" },
    make("label", { for: "comment" }, "Comment"),
    text,
    make("button", {}, "Send"),
  );
  onSubmit(form, async () => {
    await comment(product, caseName, text.value);
    form.reset();
  });
  return form;
}

function uploadForm(product: Product, caseName: string): HTMLElement {
  const chosen = make("input", { id: "file", type: "file", required: "" });
  const form = make(
    "form",
    { id: "upload-form" },
    make("label", { for: "file" }, "File, of up to 1 GiB"),
    chosen,
    make("button", {}, "Attach"),
  );
  onSubmit(form, async () => {
    const [file] = chosen.files ?? [];
    if (file) await attach(product, caseName, file);
    form.reset();
  });
  return form;
}

/** Has the browser save the bytes under their name, never show them. */
function save(bytes: Blob, filename: string): void {
  const address = URL.createObjectURL(bytes);
  make("a", { href: address, download: filename }).click();
  // Only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address));
}
