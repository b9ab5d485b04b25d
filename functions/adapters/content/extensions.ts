/** What opens as a program when somebody clicks on it, on Windows or macOS. */
const running = new Set(
  [
    "exe com scr pif cpl bat cmd msi msp mst msix appx appxbundle msixbundle application appref-ms gadget",
    "js jse vbs vbe vb wsf wsh wsc ws sct hta chm ps1 ps1xml ps2 psc1 psc2 psm1 psd1 msh mshxml",
    "lnk url scf inf ins isp reg jar jnlp xll wll dll sys ocx drv library-ms search-ms settingcontent-ms",
    "app command workflow action pkg dmg terminal iso img vhd vhdx",
  ]
    .join(" ")
    .split(" "),
);

const textTypes: Readonly<Record<string, string>> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  json: "application/json",
  har: "application/json",
  xml: "application/xml",
  svg: "image/svg+xml",
  eml: "message/rfc822",
  html: "text/html",
  htm: "text/html",
  css: "text/css",
  md: "text/markdown",
  ics: "text/calendar",
  vcf: "text/vcard",
  yaml: "text/yaml",
  yml: "text/yaml",
};

/** The extension by which a file would run when opened; undefined where it would not. */
export function runningExtension(filename: string): string | undefined {
  // Full-width letters turn into plain ones in the name that older browsers save.
  const extension = extensionOf(filename.normalize("NFKD"));
  return running.has(extension) ? extension : undefined;
}

/** The type of text that a file's name tells; undefined where it tells none. */
export function textTypeOf(filename: string): string | undefined {
  const extension = extensionOf(filename);
  return Object.hasOwn(textTypes, extension) ? textTypes[extension] : undefined;
}

function extensionOf(filename: string): string {
  // Windows drops dots and blanks at the end: `a.exe. ` is saved as a program.
  return /\.([^./\\]*?)[\s.]*$/.exec(filename)?.[1]?.toLowerCase() ?? "";
}
