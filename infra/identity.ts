import * as gcp from "@pulumi/gcp";
import type { Ground } from "./ground.ts";

/**
 * Sign-in by e-mail address and password. An administrator makes the accounts: whoever could make one with an
 * address of somebody else would choose its password, and needed of its owner but a click in a genuine mail. The
 * same can be had by moving one's own account to an address that has none: so accounts are made before records.
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
      // Nor may anybody remove their own: they could not make it again.
      client: { permissions: { disabledUserSignup: true, disabledUserDeletion: true } },
      authorizedDomains: [...new Set([...own, ...hosts])].toSorted(),
    },
    // There is one for each project, and all accounts would be gone with it.
    { ...after(), retainOnDelete: true },
  );
}
