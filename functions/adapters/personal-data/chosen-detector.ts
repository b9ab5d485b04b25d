import { dlpDetector } from "#adapters/dlp/detector.ts";
import type { PersonalDataDetector } from "#domain/personal-data.ts";
import { config } from "#platform/config.ts";
import { localDetector } from "./local-detector.ts";

/** The detector that the deployment names. */
export function chosenDetector(): PersonalDataDetector {
  return config().PERSONAL_DATA_DETECTOR === "dlp" ? dlpDetector() : localDetector();
}
