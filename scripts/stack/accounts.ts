/** An account with a password, as the Auth emulator stores it. */
export type Account = {
  email: string;
  password: string;
  displayName: string;
  emailVerified: boolean;
};

/**
 * Creates accounts in the Auth emulator, all in one request, or overwrites those of the same address.
 *
 * Rejects with what the emulator said when any of them is refused. `authHost` is `host:port`.
 */
export async function seedAccounts(
  authHost: string,
  projectId: string,
  accounts: readonly Account[],
): Promise<void> {
  const users = accounts.map(({ password, ...account }) => ({
    ...account,
    // The same account every time, so that seeding twice gives nobody a second identity.
    localId: Buffer.from(account.email.toLowerCase()).toString("base64url"),
    rawPassword: password,
  }));
  const url = urlOf(authHost, `v1/projects/${projectId}/accounts:batchCreate`);
  const { error } = await call(url, { users, allowOverwrite: true });
  if (Array.isArray(error) && error.length > 0) {
    throw new Error(`The Auth emulator refused accounts: ${JSON.stringify(error)}`);
  }
}

/**
 * Signs an account in; the answer is its ID token, valid for an hour and, from the emulator, unsigned.
 * Rejects when the signal ends it.
 */
export async function signIn(
  authHost: string,
  { email, password }: Pick<Account, "email" | "password">,
  signal?: AbortSignal,
): Promise<string> {
  const url = urlOf(authHost, "v1/accounts:signInWithPassword?key=demo");
  const { idToken } = await call(url, { email, password, returnSecureToken: true }, signal);
  if (typeof idToken !== "string") throw new Error(`The Auth emulator gave ${email} no token.`);
  return idToken;
}

function urlOf(authHost: string, path: string): string {
  return `http://${authHost}/identitytoolkit.googleapis.com/${path}`;
}

async function call(
  url: string,
  body: object,
  signal: AbortSignal | null = null,
): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: "Bearer owner", "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The Auth emulator answered ${response.status}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
