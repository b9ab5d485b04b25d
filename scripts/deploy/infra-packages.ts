import { access } from "node:fs/promises";
import { join } from "node:path";
import { checkout } from "./bundle.ts";
import { perform } from "./command.ts";

/** Installs what infra/ needs where it is missing: contributors who deploy nothing never do. */
export async function requireInfraPackages(folder = checkout): Promise<void> {
  const installed = join(folder, "infra", "node_modules", "@pulumi", "gcp");
  if (await access(installed).then(yes, no)) return;
  console.log("\nInstalling the packages of infra/, once …");
  // Not by --prefix, for then npm looks for this machine's settings, a proxy's too, under that folder,
  // unless another npm runs us.
  const code = await perform("npm", ["ci"], { cwd: join(folder, "infra") });
  if (code !== 0)
    throw new Error("They could not be installed: see above. Mend it: npm run packages.");
}

const yes = () => true;
const no = () => false;
