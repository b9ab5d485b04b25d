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
  const path = `v1/projects/${projectId}/accounts:batchCreate`;
  const { error } = await call(authHost, path, { users, allowOverwrite: true });
  if (Array.isArray(error) && error.length > 0) {
    throw new Error(`The Auth emulator refused accounts: ${JSON.stringify(error)}`);
  }
}

/** Signs an account in; the answer is its ID token, valid for an hour and, from the emulator, unsigned. */
export async function signIn(authHost: string, email: string, password: string): Promise<string> {
  const path = "v1/accounts:signInWithPassword?key=demo";
  const { idToken } = await call(authHost, path, { email, password, returnSecureToken: true });
  if (typeof idToken !== "string") throw new Error(`The Auth emulator gave ${email} no token.`);
  return idToken;
}

async function call(
  authHost: string,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`http://${authHost}/identitytoolkit.googleapis.com/${path}`, {
    method: "POST",
    headers: { authorization: "Bearer owner", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The Auth emulator answered ${response.status}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
