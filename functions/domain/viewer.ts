import { z } from "zod";
import type { CustomerId, DomainName } from "./identifiers.ts";

/**
 * One of the parties that can see a case: `support`, `customer:1001` or
 * `partner:alfa-partner.example`. The index of a case is written in these.
 */
export const Viewer = z.string().regex(/^(support|customer:\S+|partner:\S+)$/);
export type Viewer = z.infer<typeof Viewer>;

export const supportViewer: Viewer = "support";

export function customerViewer(customer: CustomerId): Viewer {
  return `customer:${customer}`;
}

export function partnerViewer(domain: DomainName): Viewer {
  return `partner:${domain}`;
}

/** The partner domain that a viewer stands for, if it is one. */
export function domainOfViewer(viewer: Viewer): DomainName | undefined {
  return viewer.startsWith("partner:") ? viewer.slice("partner:".length) : undefined;
}
