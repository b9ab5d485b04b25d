import { access } from "node:fs/promises";
import { join } from "node:path";
import { checkout } from "./bundle.ts";
import { perform } from "./command.ts";

/** Installs what infra/ needs where it is missing: contributors who deploy nothing never do. */
export async function requireInfraPackages(): Promise<void> {
  const installed = join(checkout, "infra", "node_modules", "@pulumi", "gcp");
  if (await access(installed).then(yes, no)) return;
  console.log("\nInstalling the packages of infra/ (npm ci --prefix infra), once …");
  const code = await perform("npm", ["ci", "--prefix", join(checkout, "infra")]);
  if (code !== 0) throw new Error("npm ci --prefix infra failed: see above.");
}

const yes = () => true;
const no = () => false;
