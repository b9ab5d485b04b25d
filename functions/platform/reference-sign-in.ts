import { z } from "zod";
import { type Config, config } from "./config.ts";

/** How a person at the reference page can sign in; nothing where a token can only be pasted. */
export type WaysToSignIn = {
  /** Takes an address and a password (Firebase's REST API). */
  endpoint?: string;
  /** The demo's accounts and the password of all of them; where the Auth emulator is in use alone. */
  accounts?: { email: string; displayName: string }[];
  password?: string;
};

const Accounts = z.object({
  userInfo: z
    .array(z.object({ email: z.string(), displayName: z.string().default("") }))
    .default([]),
});

const emulatorPatienceMs = 2_000;

type Settings = Pick<
  Config,
  "FIREBASE_AUTH_EMULATOR_HOST" | "WEB_API_KEY" | "GOOGLE_CLOUD_PROJECT"
>;

/** Where a page may ask for an ID token: the Auth emulator, Google, or nowhere. */
export function authOrigin(settings: Settings = config()): string | undefined {
  const { FIREBASE_AUTH_EMULATOR_HOST: emulator, WEB_API_KEY: key } = settings;
  if (emulator !== undefined) return `http://${emulator}`;
  return key === undefined ? undefined : "https://identitytoolkit.googleapis.com";
}

/** The accounts are listed by the emulator itself, of which `config` sees to it that it is a demo's. */
export async function waysToSignIn(settings: Settings = config()): Promise<WaysToSignIn> {
  const origin = authOrigin(settings);
  if (origin === undefined) return {};
  const { FIREBASE_AUTH_EMULATOR_HOST: emulator, WEB_API_KEY: key = "demo" } = settings;
  const endpoint = (root: string) =>
    `${root}/v1/accounts:signInWithPassword?key=${encodeURIComponent(key)}`;
  if (emulator === undefined) return { endpoint: endpoint(origin) };
  return {
    endpoint: endpoint(`${origin}/identitytoolkit.googleapis.com`),
    accounts: await accountsOf(origin, settings.GOOGLE_CLOUD_PROJECT),
    password: "demo-password",
  };
}

/** None where the emulator does not answer: the page says then that nobody can sign in. */
async function accountsOf(
  origin: string,
  project: string,
): Promise<{ email: string; displayName: string }[]> {
  const address = `${origin}/identitytoolkit.googleapis.com/v1/projects/${project}/accounts:query`;
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { authorization: "Bearer owner", "content-type": "application/json" },
      body: "{}",
      signal: AbortSignal.timeout(emulatorPatienceMs),
    });
    const { userInfo } = Accounts.parse(await response.json());
    return userInfo.toSorted((a, b) => (a.email < b.email ? -1 : 1));
  } catch {
    return [];
  }
}
