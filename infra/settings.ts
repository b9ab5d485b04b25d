import { z } from "zod";
import { MimePattern } from "../functions/domain/attachment-types.ts";
import { routes } from "../functions/routes.ts";

const Region = z.string().regex(/^[a-z]+-[a-z]+\d+$/, "Give a region, such as europe-north1.");
const HostName = z
  .string()
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
    "Give a host name in lower case, such as support.example.",
  );
/** As browsers spell it, compared word for word. */
const Origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text && !text.includes("*"),
    "Give an origin without a slash at its end, such as https://portal.example.",
  );
const FunctionName = z
  .string()
  .refine(
    (name) => routes.some(({ contract }) => contract.name === name),
    "Give the name of an HTTP function, such as createCase.",
  );

const Scanner = z.strictObject({
  address: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$/, "Give host:port, such as 10.20.0.5:3310.")
    .meta({ description: "clamd as host:port, at an address inside the network" }),
  network: z.string().min(1).meta({ description: "The VPC network in which clamd runs" }),
  subnetwork: z.string().min(1).meta({
    description: "Its subnetwork in the functions' region; inspectAttachment takes addresses of it",
  }),
});

const Budget = z.strictObject({
  billingAccount: z
    .string()
    .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, "Give it as 012345-6789AB-CDEF01.")
    .meta({ description: "The billing account that pays for the project" }),
  monthly: z
    .int()
    .positive()
    .meta({ description: "What a month may cost before people are told, in whole units" }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "Give the currency of the billing account, such as EUR.")
    .meta({ description: "The billing account's own currency" }),
});

const Fields = z.strictObject({
  project: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, "Give a project id, such as acme-support.")
    .meta({ description: "The id of the Google Cloud project" }),
  region: Region.meta({
    description: "Where the functions, the scheduler and the load balancer run",
  }),
  databaseLocation: z
    .string()
    .regex(/^[a-z]+[0-9a-z-]*$/, "Give a Firestore location, such as eur3 or europe-north1.")
    .meta({ description: "Where Firestore keeps its data; it can never be changed" }),
  bucketLocation: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, "Give a Cloud Storage location, such as EU or europe-north1.")
    .meta({ description: "Where the bytes of attachments lie" }),
  release: z
    .string()
    .regex(/^\d{8}-\d{4}-[0-9a-f]{7,40}$/, "Give a release, such as 20261123-0815-3101a87.")
    .optional()
    .meta({
      description:
        "The release whose archives run. Left out, everything is made but the functions and what pushes to them: the first step in an empty project",
    }),
  frontDoor: z.enum(["hosting", "loadBalancer"]).default("hosting").meta({
    description: "Firebase Hosting before the api, or a regional load balancer with Cloud Armor",
  }),
  domain: HostName.optional().meta({
    description: "The API's own host name; a load balancer needs it for its certificate",
  }),
  own: z.array(FunctionName).default([]).meta({
    description: "HTTP functions that are deployed on their own as well, such as createCase",
  }),
  apiInstancesMin: z.int().min(0).max(20).default(1).meta({
    description: "Instances of the api that are always warm; each is paid for around the clock",
  }),
  supportDomain: HostName.meta({
    description: "The mail domain whose people are the support agents",
  }),
  portalUrl: z
    .url({ protocol: /^https$/ })
    .meta({ description: "Where a person reads a case; mails link there" }),
  mailFrom: z
    .string()
    .min(3)
    .meta({ description: "The sender of mails, such as Support <cases@support.example>" }),
  mailDomain: HostName.meta({ description: "The domain on the right of Message-IDs" }),
  corsOrigins: z
    .array(Origin)
    .default([])
    .meta({ description: "Origins of the pages that call the API and transfer files" }),
  attachmentTypes: z.array(MimePattern).min(1).optional().meta({
    description: "What may be attached, such as image/*; left out, the product's own list",
  }),
  scanner: Scanner.optional().meta({
    description: "The malware scanner; without it files are not scanned, and say so",
  }),
  personalDataDetector: z.enum(["local", "dlp"]).default("local").meta({
    description: "What finds personal data: the product itself, or Google's DLP, paid by the byte",
  }),
  webApiKey: z.string().min(1).optional().meta({
    description: "The project's web API key, with which /docs signs people in; it is no secret",
  }),
  traceRatio: z.number().min(0).max(1).default(0).meta({
    description:
      "The share of requests whose traces are exported to Cloud Trace; 0 switches the exporter off",
  }),
  alertAddresses: z.array(z.email()).default([]).meta({
    description: "Mail addresses of those on call; without any, alerts show in the console alone",
  }),
  budget: Budget.optional().meta({
    description: "People are told at half, nine tenths and all of it; nothing is switched off",
  }),
});

/** What a deployment chooses. Secrets are none of it: their values are given to Secret Manager alone. */
export const Settings = Fields.superRefine(({ frontDoor, domain }, context) => {
  if (frontDoor === "loadBalancer" && domain === undefined) {
    context.addIssue({
      code: "custom",
      path: ["domain"],
      message: "Give the API's host name: a load balancer needs it for its certificate.",
    });
  }
});
export type Settings = z.infer<typeof Settings>;

export const settingNames: readonly string[] = Object.keys(Fields.shape);

/**
 * The settings that `text` knows by their names: plain text, or JSON for lists, numbers and objects. Throws
 * one error that names every setting that is missing or wrong, with its remedy.
 */
export function readSettings(text: (name: string) => string | undefined): Settings {
  const given = settingNames.flatMap((name) => {
    const value = text(name);
    return value === undefined ? [] : [[name, valueOf(value)] as const];
  });
  const read = Settings.safeParse(Object.fromEntries(given), { error: notSet });
  if (read.success) return read.data;
  throw new Error(`These settings are missing or wrong:\n${faultsOf(read.error).join("\n")}`);
}

/** One line for each fault: the setting, what is wrong with it, and what it means. */
export function faultsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => {
    const [name] = path;
    const described = Object.entries(Fields.shape).find(([field]) => field === name)?.[1];
    const meaning = described?.meta()?.description;
    const where = path.length > 0 ? `${path.join(".")}: ` : "";
    return `- ${where}${message}${meaning ? ` (${meaning}.)` : ""}`;
  });
}

function notSet({ input }: { input?: unknown }): string | undefined {
  return input === undefined ? "It is not set: set it." : undefined;
}

function valueOf(text: string): unknown {
  if (!/^(\[|\{|-?\d+(\.\d+)?$)/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
