import { expect, test } from "vitest";
import { AccessBatch, type AccessEntry } from "#domain/access-record.ts";
import { accessLog } from "#platform/record-seen.ts";
import { RecallCertificateResource } from "#platform/wire/recall.ts";
import { aino, call, open, useServer } from "../support/client.ts";
import { receiptOf, subscribeTo } from "../support/events.ts";

useServer();

const body = { texts: ["hours late"], reason: "It must not stand here." };

test("a recall is published as an event, which its receipt keeps until it is confirmed", async () => {
  const { name } = await open();
  const take = await subscribeTo("case-events");

  const reply = await call("POST", `/v2/${name}:recallPersonalData`, { as: aino, body });

  const { name: certificate } = RecallCertificateResource.parse(reply.body);
  const event = {
    id: lastOf(certificate),
    type: "personalData.recalled",
    customer: "1001",
    caseId: lastOf(name),
  };
  expect(await take()).toMatchObject([event]);
  expect(await receiptOf(event.id)).toMatchObject({ event, caseId: lastOf(name), attempts: 0 });
});

test("recall and certificate each leave a record of who saw the case", async () => {
  const { name } = await open();
  const take = await subscribeTo("access-records");
  await accessLog().flush();
  await take();

  const reply = await call("POST", `/v2/${name}:recallPersonalData`, { as: aino, body });
  const certificate = RecallCertificateResource.parse(reply.body);
  await call("GET", `/v2/${certificate.name}`, { as: aino });

  await accessLog().flush();
  const left = (await take()).flatMap((batch): AccessEntry[] => AccessBatch.parse(batch).entries);
  expect(left).toMatchObject([
    { function: "recallPersonalData", cases: [lastOf(name)] },
    { function: "getRecallCertificate", cases: [lastOf(name)] },
  ]);
});

function lastOf(name: string): string {
  return name.split("/").at(-1) ?? "";
}
