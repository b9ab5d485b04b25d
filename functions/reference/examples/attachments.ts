import { aino, anna, type Example, openCase } from "./example.ts";

const mailLog = { ...openCase, attachment: "a1" };

export const attachments = {
  uploadAttachment: {
    by: anna,
    params: openCase,
    query: { "attachment.filename": "mail.log" },
    body: { attachment: { filename: "mail.log" } },
  },
  listAttachments: { by: anna, params: openCase, query: { pageSize: "20" } },
  getAttachment: { by: anna, params: mailLog },
  downloadAttachment: { by: anna, params: mailLog },
  signDownload: { by: anna, params: mailLog },
  startUpload: {
    by: anna,
    params: openCase,
    body: {
      attachment: {
        filename: "screen-recording.mp4",
        mimeType: "video/mp4",
        sizeBytes: "73400320",
      },
    },
  },
  finishUpload: {
    by: anna,
    params: openCase,
    body: {
      // Sealed with the demo's key, for the demo's file and without end: finishing it again answers with that file.
      uploadToken:
        "mfL7uUkHgRqt_xOVFZjKfpQK462deoCht4lW44j634Y39Adlr12s0GOCDsm97u4atW6NU0EcQFTUxFHII8P4yHvqSV4wOE1tRW0Xhf-jzca7AMxAThhCv4muKrDA-QUbfRiHBHIcaQRyQdvwE-F23yR6y1-VwJIAJmMszpPn4SagOoB3wlZrF5_IgnQasZIe8mppGbbzxfgus7MHJ3EGnRBFOIxRPNTmX42malPy__uv6CPeqVJfdmVqjAk",
      crc32c: "xzGSVg==",
    },
  },
  removeAttachment: {
    by: aino,
    params: mailLog,
    query: { validateOnly: "true" },
    body: { reason: "It shows another customer's data." },
  },
} as const satisfies Record<string, Example>;
