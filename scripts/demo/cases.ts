/** A case of the demo data, and what was written on it since. */
export type DemoCase = {
  id: string;
  customer: string;
  by: string;
  at: string;
  displayName: string;
  description: string;
  topicId: string;
  priority: "P0" | "P1" | "P2" | "P3" | "P4";
  comments?: readonly { id: string; by: string; at: string; body: string; internal?: boolean }[];
  closed?: { by: string; at: string };
};

/** Cases from both resellers' times with 1003, the customers' own among them, and a few of the others. */
export const demoCases: readonly DemoCase[] = [
  {
    id: "310000001001",
    customer: "1001",
    by: "anna@alfa-partner.example",
    at: "2026-10-05T08:12:00.000Z",
    displayName: "Mail to suppliers bounces",
    description:
      "Since Monday morning every mail to our flour supplier comes back with 550 5.7.26.",
    topicId: "gws-gmail-delivery-bounce",
    priority: "P1",
    comments: [
      {
        id: "c1",
        by: "aino@support.example",
        at: "2026-10-05T08:40:00.000Z",
        body: "Please send us the full headers of one bounce.",
      },
      {
        id: "c2",
        by: "aino@support.example",
        at: "2026-10-05T08:41:00.000Z",
        body: "Looks like SPF again.",
        internal: true,
      },
      {
        id: "c3",
        by: "anna@alfa-partner.example",
        at: "2026-10-05T09:05:00.000Z",
        body: "Authentication-Results: spf=fail, dkim=none.",
      },
    ],
  },
  {
    id: "310000001002",
    customer: "1001",
    by: "moa@lindqvist.example",
    at: "2026-09-14T11:00:00.000Z",
    displayName: "Room calendar shows the wrong time",
    description: "The oven room is booked one hour late since the tablet was replaced.",
    topicId: "gws-calendar-time-zone",
    priority: "P3",
    closed: { by: "moa@lindqvist.example", at: "2026-09-16T07:30:00.000Z" },
  },
  {
    id: "310000003001",
    customer: "1003",
    by: "anna@beta-partner.example",
    at: "2025-03-03T10:00:00.000Z",
    displayName: "Shared drive out of space",
    description: "The drive of the wind team cannot take any more files.",
    topicId: "gws-drive-storage",
    priority: "P2",
    closed: { by: "anna@beta-partner.example", at: "2025-03-05T12:00:00.000Z" },
  },
  {
    id: "310000003002",
    customer: "1003",
    by: "signe@solvik.example",
    at: "2025-05-20T06:45:00.000Z",
    displayName: "Two-step verification locks out the night shift",
    description: "Five people lost their phones' keys after the update.",
    topicId: "gws-security-two-step-lost",
    priority: "P1",
  },
  {
    id: "310000003003",
    customer: "1003",
    by: "signe@solvik.example",
    at: "2025-09-01T07:15:00.000Z",
    displayName: "Meet has no sound in the control room",
    description: "Nobody hears the control room since the new cabling.",
    topicId: "gws-meet-camera-microphone",
    priority: "P2",
  },
  {
    id: "310000003004",
    customer: "1003",
    by: "anna@alfa-partner.example",
    at: "2026-02-10T13:20:00.000Z",
    displayName: "Group does not receive mail from outside",
    description: "driftlarm@solvik.example gets internal mail only.",
    topicId: "gws-groups-external-posting",
    priority: "P2",
  },
  {
    id: "310000004001",
    customer: "1004",
    by: "anna@beta-partner.example",
    at: "2026-06-11T09:30:00.000Z",
    displayName: "Drivers cannot sign in on new phones",
    description: "The device policy refuses the new phones of the northern route.",
    topicId: "gws-devices-enrol-mobile",
    priority: "P1",
  },
  {
    id: "310000005001",
    customer: "1005",
    by: "hanna@hjalp-partner.example",
    at: "2026-08-19T14:00:00.000Z",
    displayName: "Invoice shows too many licences",
    description: "The invoice of July counts 61 users, we have 48.",
    topicId: "gws-billing-invoice",
    priority: "P4",
  },
];
