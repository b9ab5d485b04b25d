import { Config } from "@pulumi/pulumi";
import { readSettings } from "./settings.ts";
import { declareStack } from "./stack.ts";

const config = new Config();

/** `pulumi stack output dnsRecords` shows what to set for the API's own host name. */
export const dnsRecords = declareStack(readSettings((name) => config.get(name)));
