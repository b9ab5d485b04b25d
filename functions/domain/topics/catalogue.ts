import type { Topic } from "#domain/topic.ts";
import { adminUsers } from "./admin-users.ts";
import { apps } from "./apps.ts";
import { billing } from "./billing.ts";
import { calendar } from "./calendar.ts";
import { chat } from "./chat.ts";
import { data } from "./data.ts";
import { devices } from "./devices.ts";
import { docs } from "./docs.ts";
import { domains } from "./domains.ts";
import { drive } from "./drive.ts";
import { gmail } from "./gmail.ts";
import { gmailDelivery } from "./gmail-delivery.ts";
import { groups } from "./groups.ts";
import { meet } from "./meet.ts";
import { security } from "./security.ts";

/** Every topic that ever was offered, the withdrawn ones too: an id never changes its meaning. */
export const topics: readonly Topic[] = [
  ...gmailDelivery,
  ...gmail,
  ...calendar,
  ...drive,
  ...docs,
  ...meet,
  ...chat,
  ...groups,
  ...adminUsers,
  ...domains,
  ...security,
  ...billing,
  ...devices,
  ...data,
  ...apps,
];

const byId = new Map(topics.map((topic) => [topic.id, topic]));

/** The topic of that id, withdrawn or not; undefined where there never was one. */
export function topicById(id: string): Topic | undefined {
  return byId.get(id);
}
