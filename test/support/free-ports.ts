import { freePort, stackPorts } from "../../scripts/stack/ports.ts";

/** A free port for each part of a stack, and for what else, by the variables that set them. */
export async function freePortsOfStack(...more: string[]): Promise<Record<string, string>> {
  const variables = [...Object.values(stackPorts).map(({ variable }) => variable), ...more];
  const ports = variables.map(async (variable) => [variable, String(await freePort())] as const);
  return Object.fromEntries(await Promise.all(ports));
}
