import * as gcp from "@pulumi/gcp";
import type { Ground } from "./ground.ts";

/**
 * Sign-in by e-mail address and password. Anybody may make an account: what counts is the verified address, and
 * what the product's own records say of it.
 */
export function makeSignIn({ settings, after }: Ground): void {
  const { project, domain, corsOrigins, portalUrl } = settings;
  const hosts = [portalUrl, ...corsOrigins].map((url) => new URL(url).hostname);
  const own = [`${project}.firebaseapp.com`, `${project}.web.app`, ...(domain ? [domain] : [])];
  new gcp.identityplatform.Config(
    "sign-in",
    {
      project,
      signIn: { email: { enabled: true, passwordRequired: true }, allowDuplicateEmails: false },
      authorizedDomains: [...new Set([...own, ...hosts])].toSorted(),
    },
    // There is one for each project, and whoever signed up by it would be gone with it.
    { ...after(), retainOnDelete: true },
  );
}
