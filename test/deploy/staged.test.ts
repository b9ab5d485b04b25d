import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { PubSub } from "@google-cloud/pubsub";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Service, serviceNamed } from "../../scripts/deploy/services.ts";
import { stage } from "../../scripts/deploy/stage.ts";
import { mailArrives } from "../support/mailbox.ts";
import { projectId, requireBucket, resetData, scannerRuns, tokenFor } from "../support/server.ts";
import { type Running, startStaged } from "./staged.ts";

const anna = "anna@alfa-partner.example";
const newCase = {
  displayName: "Mail is late",
  description: "Mail from outside arrives hours late.",
  classification: { id: "gws-gmail-does-not-load" },
  priority: "P2",
};
const pubsub = new PubSub({ projectId });
const watched = pubsub.subscription("watched");

describe("staged functions, in a folder with nothing else", () => {
  const running = new Map<string, Running>();
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "staged-"));
    const names = ["createCase", "api", "mailFollowers", "inspectAttachment"];
    const services = await Promise.all(names.map(serviceNamed));
    await stage(services, folder);
    await Promise.all([resetData(), requireBucket()]);
    await Promise.all(
      ["case-events", "custody-events", "access-records"].map((name) => pubsub.createTopic(name)),
    );
    await pubsub.topic("access-records").createSubscription("watched");
    for (const service of services) await run(service);
    await Promise.all(["mailFollowers", "inspectAttachment"].map(subscribe));
  }, 300_000);
  afterAll(async () => {
    await Promise.all([...running.values()].map((each) => each.kill()));
    await watched.close();
    await pubsub.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("nothing lies beside the bundles but what they name", async () => {
    expect(await readdir(join(folder, "create-case"))).not.toContain("node_modules");
    expect(await readdir(join(folder, "api", "node_modules"))).toEqual(["@img", "swagger-ui-dist"]);
  });

  test("a function on its own opens a case, and answers for nothing else", async () => {
    const opened = await call("createCase", "POST /v2/customers/1001/cases", newCase);
    const listed = await call("createCase", "GET /v2/customers/1001/cases");

    expect(opened).toMatchObject({ status: 200, body: { state: "NEW" } });
    expect(listed.status).toBe(404);
  });

  test("the front door answers for all functions, and serves the files of its reference page", async () => {
    const customer = await call("api", "GET /v2/customers/1001");
    const script = await fetch(`${urlOf("api")}/docs/swagger-ui-bundle.js`);
    const document = await call("api", "GET /openapi.json");

    expect(customer).toMatchObject({ status: 200, body: { displayName: "Lindqvist Bageri AB" } });
    expect([script.status, (await script.text()).length > 100_000]).toEqual([200, true]);
    expect(document).toMatchObject({ status: 200, body: { openapi: "3.1.0" } });
  });

  test("an event that the front door publishes is mailed by another process", async () => {
    const subscriberEmailAddresses = ["baker@lindqvist.example"];

    await call("api", "POST /v2/customers/1001/cases", { ...newCase, subscriberEmailAddresses });

    const mail = await mailArrives("baker@lindqvist.example", undefined, 30);
    expect(mail.text).toContain("Mail from outside arrives hours late.");
  });

  test("who saw a case is published by the client that is loaded late", async () => {
    const published = once(watched, "message");

    await openCase();

    const [message] = await published;
    message.ack();
    expect(JSON.parse(String(message.data))).toMatchObject({
      entries: [{ function: "createCase" }],
    });
  });

  test("the text of a PDF is read by the thread that lies beside the front door", async () => {
    const name = await openCase();

    const refused = await upload(name, "iban.pdf", pdfWith("Pay to DE89 3704 0044 0532 0130 00"));

    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain("PII_DETECTED");
  });

  test.runIf(scannerRuns)(
    "a PDF and a picture are scanned, and can be downloaded then",
    async () => {
      const name = await openCase();
      const files = [
        ["notes.pdf", pdfWith("Nothing of note")],
        ["shot.jpg", await pictureWithPlace()],
      ] as const;

      const states = [];
      for (const [filename, bytes] of files) {
        const { body } = await upload(name, filename, bytes);
        states.push(await settled(nameIn(body)));
      }

      const scanned = { state: "AVAILABLE", scanned: true };
      expect(states).toMatchObject([scanned, scanned]);
    },
  );

  test("a picture is drawn anew by the native library that lies beside the front door", async () => {
    const picture = await pictureWithPlace();

    const { body } = await upload(await openCase(), "shot.jpg", picture);

    const { sizeBytes } = body as { sizeBytes: string };
    expect(Number(sizeBytes)).toBeGreaterThan(100);
    expect(Number(sizeBytes)).toBeLessThan(picture.length);
  });

  test("asked to end, it answers what it has begun, takes nothing new, and ends without fault", async () => {
    const service = await serviceNamed("createCase");
    const other = await startStaged(join(folder, service.name));
    const asked = post(`${other.url}/v2/customers/1001/cases`, newCase);
    await pause(50);

    const ended = other.end();

    expect((await asked).status).toBe(200);
    expect(await ended).toBe(0);
    await expect(post(`${other.url}/v2/customers/1001/cases`, newCase)).rejects.toThrow(
      "fetch failed",
    );
  });

  async function run(service: Service): Promise<void> {
    running.set(service.functionName, await startStaged(join(folder, service.name)));
  }

  async function subscribe(functionName: string): Promise<void> {
    const path = `projects/${projectId}/topics/case-events`;
    await pubsub.createSubscription("case-events", `case-events.${functionName}`, {
      pushEndpoint: `${urlOf(functionName)}/${path}`,
    });
  }

  function urlOf(functionName: string): string {
    const url = running.get(functionName)?.url;
    if (url === undefined) throw new Error(`${functionName} does not run.`);
    return url;
  }

  type Reply = { status: number; body: unknown };

  async function call(
    functionName: string,
    request: string,
    body?: object | Uint8Array,
  ): Promise<Reply> {
    const [method, path] = request.split(" ");
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${urlOf(functionName)}${path}`, {
      ...(method && { method }),
      headers: {
        authorization: `Bearer ${tokenFor(anna)}`,
        ...(body && !isBytes && { "content-type": "application/json" }),
      },
      ...(body && { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async function openCase(): Promise<string> {
    return nameIn((await call("api", "POST /v2/customers/1001/cases", newCase)).body);
  }

  function upload(caseName: string, filename: string, bytes: Uint8Array): Promise<Reply> {
    const path = `/upload/v2/${caseName}/attachments?attachment.filename=${filename}`;
    return call("api", `POST ${path}`, bytes);
  }

  async function settled(attachment: string): Promise<unknown> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const { body } = await call("api", `GET /v2/${attachment}`);
      if ((body as { state?: string }).state !== "SCANNING" || Date.now() > deadline) return body;
      await pause(100);
    }
  }
});

function post(url: string, body: object): Promise<Response> {
  const headers = {
    authorization: `Bearer ${tokenFor(anna)}`,
    "content-type": "application/json",
  };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
}

function nameIn(body: unknown): string {
  return (body as { name: string }).name;
}

/** One page with one line of text. */
function pdfWith(line: string): Buffer {
  const content = `BT /F1 12 Tf 20 20 Td (${line}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 50] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  const bodies = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`);
  return Buffer.from(`%PDF-1.7\n${bodies.join("")}trailer\n<< /Root 1 0 R >>\n%%EOF\n`);
}

/** A picture that tells more than it shows, and so must be drawn anew. */
function pictureWithPlace(): Promise<Buffer> {
  const create = { width: 300, height: 200, channels: 3, background: "#3060a0" } as const;
  return sharp({ create })
    .jpeg({ quality: 100 })
    .withExif({ IFD0: { Artist: "Anna Berg", ImageDescription: "x".repeat(20_000) } })
    .toBuffer();
}
