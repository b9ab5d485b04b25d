import { Refusal, type RefusalCode, type RefusalDetails } from "#domain/refusal.ts";
import { problemOf } from "#platform/problem.ts";
import type { JsonObject } from "./schemas.ts";

type Sample = {
  /** When a call ends so. */
  when: string;
  message: string;
  details?: RefusalDetails;
};

const theCase = "customers/1001/cases/310000001001";

/** Every refusal with an occasion of it, as the reference shows it. */
export const samples: Record<RefusalCode, Sample> = {
  INVALID_ARGUMENT: {
    when: "Parameters or body have faults; all of them are named.",
    message: "The request has faults in: priority.",
    details: {
      violations: [{ field: "priority", description: "Give one of P0, P1, P2, P3, P4." }],
    },
  },
  UNAUTHENTICATED: {
    when: "There is no ID token, or it does not count.",
    message: "Send an ID token in the header: Authorization: Bearer TOKEN.",
  },
  NO_ROLE: {
    when: "You are signed in, and nobody has given your address a role here.",
    message: "Your address has no role here.",
    details: {
      remedy:
        "Ask a super administrator of your partner domain, or an administrator of the customer, to add you.",
    },
  },
  PRIVILEGE_MISSING: {
    when: "Your role does not include this.",
    message: "This needs the privileges VIEW_CUSTOMERS.",
    details: {
      subject: "nils@alfa-partner.example",
      remedy: "Ask a super administrator of your partner domain to give them to you.",
    },
  },
  NOT_VISIBLE: {
    when: "It does not exist, or is not one that you may see.",
    message: "There is no such customer or case, or it is not one that you may see.",
    details: {
      remedy:
        "GET the name of the customer or case with :explainAccess behind it: it says which rule does not hold for you, and what to do. " +
        "A customer's users, its records of audit and access, and what its partners may see are for its own administrators alone.",
    },
  },
  CONSENT_NOT_GRANTED: {
    when: "The customer has not granted your domain access, or has revoked it.",
    message: "The customer has not granted access.",
    details: {
      subject: "customers/1002",
      remedy:
        "Ask an administrator of granit.example to grant access to alfa-partner.example. Where: GET /v2/customers/1002:explainAccess.",
    },
  },
  CONSENT_EXPIRED: {
    when: "The access that the customer granted has run out.",
    message: "The customer's consent has expired.",
    details: {
      subject: "customers/1002",
      remedy:
        "Ask an administrator of granit.example to grant access to alfa-partner.example. Where: GET /v2/customers/1002:explainAccess.",
    },
  },
  ESCALATION_NOT_ENTITLED: {
    when: "Only cases of Premium customers can be escalated.",
    message: "Only cases of Premium customers can be escalated.",
    details: {
      subject: "customers/1003",
      remedy: "Say in a comment why the case is urgent, or raise its priority.",
    },
  },
  ALREADY_ESCALATED: {
    when: "The case has been escalated before.",
    message: "This case has been escalated before; that can be done once.",
    details: { subject: theCase, remedy: "Add a comment: the escalation still stands." },
  },
  REOPEN_WINDOW_EXPIRED: {
    when: "The case was closed more than 30 days ago.",
    message: "A case can be reopened for 30 days after its closing.",
    details: {
      subject: theCase,
      remedy: "Open a new case and name this one as its relatedCase.",
    },
  },
  CASE_CLOSED: {
    when: "The case is closed, and a closed case does not take this.",
    message: "The case is closed.",
    details: {
      subject: theCase,
      remedy: "Reopen it first, or open a new case that names it as its relatedCase.",
    },
  },
  LAST_ADMINISTRATOR: {
    when: "It would leave nobody who administers the others.",
    message: "Somebody must remain who administers the others.",
    details: {
      subject: "olle@lindqvist.example",
      remedy: "Make somebody else an administrator first.",
    },
  },
  PII_DETECTED: {
    when: "A text or a file holds personal data; the answer says where, never what.",
    message: "Personal data must not stand in a case or an attachment.",
    details: {
      findings: [{ field: "description", kind: "IBAN", start: 8, end: 32, excerpt: "SE…" }],
      remedy: "Take it out, or send redactPii=true to have it replaced by placeholders.",
    },
  },
  ATTACHMENT_QUARANTINED: {
    when: "The file is withheld: it does harm, holds personal data or could not be scanned.",
    message: "The file does harm: it cannot be downloaded.",
    details: { remedy: "Ask support in a comment to remove it, and attach a clean copy." },
  },
  ATTACHMENT_QUOTA: {
    when: "The case has had as many files today as it may.",
    message: "A case takes 20 files a day.",
    details: {
      subject: theCase,
      remedy: "Put several files into one archive, or attach the rest tomorrow (UTC).",
    },
  },
  ATTACHMENT_SCANNING: {
    when: "The file is still being scanned; `Retry-After` says when to ask again.",
    message: "The file is still being scanned.",
    details: { remedy: "Try again in a few seconds." },
  },
  ATTACHMENT_LOST: {
    when: "The bytes of the file are gone.",
    message: "The bytes of this file are gone.",
    details: { remedy: "Attach it again." },
  },
  UPLOAD_MISMATCH: {
    when: "What was written to the signed address is not what was announced.",
    message: "Nothing has been written to the address yet.",
    details: {
      remedy:
        "PUT the file to uploadUrl with the headers that came with it, and finish with its own checksum; an address takes one file, so after a damaged one start anew.",
    },
  },
  RANGE_NOT_SATISFIABLE: {
    when: "The range begins behind the end of the file.",
    message: "The file has 1234 bytes.",
    details: { sizeBytes: 1234, remedy: "Ask for bytes that it has, or for all of it." },
  },
  CHILD_NOT_FOUND: {
    when: "You may see what stands above it, and there is no such thing below.",
    message: "The case has no such comment.",
  },
  ROUTE_NOT_FOUND: {
    when: "Nothing answers at this address.",
    message: "Nothing answers at this address.",
    details: { remedy: "Check the path, its version (v2 or v2beta) and the method." },
  },
  IDEMPOTENCY_KEY_REUSED: {
    when: "The idempotency key has been used for another request.",
    message: "This key was used for another request.",
    details: {
      remedy: "Give every request a key of its own; repeat a key only with the very same request.",
    },
  },
  ETAG_MISMATCH: {
    when: "It has changed since the etag was read.",
    message: "The case has changed since you read it.",
    details: {
      subject: theCase,
      remedy: "Read it again and repeat the change on what you find.",
    },
  },
  BODY_TOO_LARGE: {
    when: "The body is larger than is taken here, or more would change than can be stored at once.",
    message: "A body has at most 1048576 bytes here.",
    details: { remedy: "Send less. Larger files are attached by attachments:startUpload." },
  },
  NOT_IMPLEMENTED: {
    when: "It asks for `alt=proto`, or for the resumable upload protocol.",
    message: "alt=proto is not spoken here.",
    details: { remedy: "Ask with alt=json." },
  },
  UNAVAILABLE: {
    when: "The service is busy, or something that it needs does not answer: try again.",
    message: "The service is busy: try again.",
  },
};

/** The status and the body of an answer that refuses so. */
export function refusedWith(code: RefusalCode): { http: number; body: JsonObject } {
  const { message, details } = samples[code];
  return problemOf(new Refusal(code, message, details));
}
