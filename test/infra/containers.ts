import type { Planned } from "../../infra/preview.ts";
import { at, listAt, textAt } from "./plan.ts";

/** The one container of a Cloud Run service. */
export const containerOf = ({ inputs }: Planned): unknown =>
  at(inputs, "template", "containers", 0);

/** The variables of a service; a secret as `secret:NAME`. */
export function variablesOf(planned: Planned): Map<string, string> {
  return new Map(
    listAt(containerOf(planned), "envs").map((each) => {
      const secret = textAt(each, "valueSource", "secretKeyRef", "secret");
      return [textAt(each, "name"), secret === "null" ? textAt(each, "value") : `secret:${secret}`];
    }),
  );
}
