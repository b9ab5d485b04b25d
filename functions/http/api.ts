import { http } from "@google-cloud/functions-framework";
import { routes } from "#functions/routes.ts";
import { frontDoor } from "#platform/front-door.ts";
import { healthPages } from "#platform/health.ts";
import { referencePages } from "#platform/reference-pages.ts";

/** The front door: one function that answers for all of them, in process, by the route table. */
export const api = frontDoor(routes, [...healthPages, ...referencePages]);

http("api", api);
