import { createServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { freePort, requireFreePort } from "../../scripts/stack/ports.ts";

describe("ports", () => {
  const server = createServer();

  afterEach(() => {
    server.close();
  });

  test("a free port is accepted", async () => {
    const port = await freePort();

    await expect(requireFreePort("The inbox page", port, "INBOX_PORT")).resolves.toBeUndefined();
  });

  test("free ports are others each time, and none that a system gives to whoever asks for any", async () => {
    const ports = await Promise.all(Array.from({ length: 100 }, () => freePort()));

    expect(new Set(ports).size).toBe(100);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });

  test("a free port is none that somebody listens on", async () => {
    const next = (await freePort()) + 1;
    await new Promise<void>((resolve) => {
      server.listen(next, "127.0.0.1", resolve);
    });

    expect(await freePort()).not.toBe(next);
  });

  test("a taken port is refused with who wants it and which variable moves it", async () => {
    const port = await taken();

    const refusal = requireFreePort("The inbox page", port, "INBOX_PORT");

    await expect(refusal).rejects.toThrow(
      new RegExp(`^The inbox page cannot listen on 127.0.0.1:${port}: .* INBOX_PORT=\\d+$`),
    );
  });

  test.runIf(process.platform === "linux")("a taken port's holder is named", async () => {
    const port = await taken();

    const refusal = requireFreePort("The inbox page", port, "INBOX_PORT");

    await expect(refusal).rejects.toThrow(`(process ${process.pid})`);
  });

  test("what is no port is refused by its variable's name", async () => {
    const refusal = requireFreePort("The inbox page", Number("mail"), "INBOX_PORT");

    await expect(refusal).rejects.toThrow("INBOX_PORT must be a port number from 1 to 65535.");
  });

  async function taken(): Promise<number> {
    const port = await freePort();
    await new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", resolve);
    });
    return port;
  }
});
