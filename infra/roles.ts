import * as gcp from "@pulumi/gcp";
import type { Ground } from "./ground.ts";

/** Roles of our own, where Google has none that allows so little. */
type OwnRole = "attachmentReader" | "attachmentRemover" | "addressSigner";
export type OwnRoles = Readonly<Record<OwnRole, gcp.projects.IAMCustomRole>>;

export function makeOwnRoles({ after }: Ground): OwnRoles {
  return {
    attachmentReader: role("attachmentReader", "attachment-reader", {
      title: "Attachment reader",
      description: "Reads attachments whose names it knows, and cannot list them.",
      permissions: ["storage.objects.get"],
    }),
    attachmentRemover: role("attachmentRemover", "attachment-remover", {
      title: "Attachment remover",
      description: "Removes the bytes of attachments, and can neither read nor write them.",
      // Without the right to list, Google refuses to say that a file is gone, and a removal comes twice.
      permissions: ["storage.objects.delete", "storage.objects.list"],
    }),
    addressSigner: role("addressSigner", "address-signer", {
      title: "Address signer",
      description: "Signs addresses of files as itself, and can ask for nobody's tokens.",
      permissions: ["iam.serviceAccounts.signBlob"],
    }),
  };

  function role(
    roleId: OwnRole,
    name: string,
    told: { title: string; description: string; permissions: string[] },
  ): gcp.projects.IAMCustomRole {
    return new gcp.projects.IAMCustomRole(name, { roleId, ...told }, after());
  }
}

export function isOwnRole(role: string, roles: OwnRoles): role is OwnRole {
  return Object.hasOwn(roles, role);
}
