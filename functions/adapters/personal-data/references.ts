/** True where the text ends in the name of a numbered thing, or in a list of its numbers. */
export function referenceBefore(text: string): boolean {
  return namesThing.test(text) || numbering.test(text);
}

/** True where the text goes on to say that the number before it is one of a thing, as in `(ticket)`. */
export function referenceAfter(text: string): boolean {
  return saysThing.test(text);
}

/** True where the text speaks of numbers of things, without naming the one that follows. */
export function disputed(text: string): boolean {
  return countsThings.test(text);
}

/** True where a compound such as `kollinummer` or `batch_id` joins the number that follows. */
export function compoundBefore(text: string): boolean {
  return compound.test(text);
}

const things = [
  "ticket|case|order|invoice|incident|request|issue|bug|quote|rma|shipment|tracking|parcel|serial|part|sku|article|item",
  "product|model|asset|contract|agreement|subscription|reference|refs?|po|receipt|transaction|session|message|event",
  "job|batch|build|log|queue|trace|span|correlation|change|pixel|measurement|campaign|project|thread|vat",
  "imei|imeisv|imsi|iccid|icc|meid|msisdn|sim|eid|ean|gtin|upc|gln|sscc|isbn|issn|awb|udi|vin|chassis|chassi|tag|badge",
  "lot|shelf|waybill|consignment|voucher|coupon|booking|reservation|delivery|meeting|conference|claim|release|revision|firmware",
  "pallet|container|package|freight|dispatch|gift card|fuel card|loyalty card|library card|meter|terminal|merchant|approval",
  "confirmation|deposit|quotation|estimate|commit|change ?log|instance|node|channel|ext(?:ension)?",
  "leverans|följesedel|fraktsedel|inköpsorder|rekvisition|uppdrag|protokoll|möte|konferens|bokning|parti|tjänst|hyll|lager|artikelnr",
  "ocr|bankgiro|plusgiro|duns|ärende|arende|beställning|faktura|kvitto|referens|avtal|artikel|serie|offert|abonnemang",
  "diarie|dnr|projekt|moms|transaktion|sändning|försändelse|kolli|paket|prenumeration|meddelande|ändring|felanmälan|supportärende|löp",
  "presentkort|passerkort|simkort|sim-kort|anläggnings?|mätar|mätare|ordre|verifikat|verifikation|certifikat",
  "sak|sag|bestilling|tilaus|tapaus|lasku|viite|auftrags?|bestellung|bestell|rechnungs?|vorgangs?|aktenzeichen|fall|zaak|bestelling|bestel",
  "kid|faktuur|sendung|sendungs|lieferschein|seriennummer|vertrags?|pakke|sending|factuur|pedido|caso|factura|commande|facture|dossier",
  "ordine|fattura|pratica|zam[oó]wieni[ea]|zg[lł]oszeni[ea]|sprawa|referenz|r[ée]f[ée]rence|referencia|riferimento|kenmerk|colis|env[ií]o|spedizione",
].join("|");

/** What has numbers, but may itself be a person's: these count only with a word for number behind them. */
const holders =
  "customer|client|account|user|device|property|licen[cs]e|member|supplier|vendor|partner|purchase|payment|document|file|form|schema|kund|konto|leverantör|medlem|dokument|betalning|kunde|cliente";

const counter =
  "[ ._-]{0,2}(?:numbers?|nummer|numret|numren|numer|n[uú]meros?|nro|nos?\\b|nr|num|n[°º]|ids?\\b|ref\\b|key|code|kod|#)";
const link =
  "[\\s\"'`]{0,2}[.:=#(\\[>_-]{0,2}\\s{0,2}(?:(?:is|was|are|är|var|er|ist|es|est|to|till)\\s)?[\\s\"'`(\\[]{0,3}";
const earlier =
  "(?:(?=[A-Za-z-]{0,9}\\d)[A-Za-z0-9-]{4,24}(?:\\s?[,&/]\\s?|\\s(?:and|och|or|eller|to|till|und|samt)\\s)){0,3}";
const begin = "(?<![A-Za-z\\u00C0-\\u024F])";

/** What may stand between a name and its value. */
export const joiningLink = `(?:${counter}){0,2}${link}`;

const namesThing = new RegExp(
  `${begin}(?:(?:${things})(?:s|en|et|n|ens)?(?:${counter}){0,2}|(?:${holders})(?:s|en)?(?:${counter}){1,2})${link}${earlier}$`,
  "i",
);

/** A number of its own right behind the name settles it. */
const countsThings = new RegExp(
  `${begin}(?:${things}|${holders})(?:s|en|et|n)?(?:${counter})(?![a-z]|${link}[A-Z-]{0,5}\\d)`,
  "i",
);

const compound = new RegExp(
  `[a-zåäöæøü]{3,}(?:nummer|numret|nr|numero|[_-](?:numbers?|nummer|no|nr|id|ref|key|code|seq)|Id|Ref|No|Nr|Number)${link}$`,
);

/** The letters of a numbering, as in `INC 2026…`. */
const numbering =
  /(?<![A-Za-z])(?:INC|CS|REQ|CHG|PRB|TKT|SR|WO|SO|INV|ORD|KB|RITM|TASK|ÄR|RF|RMA|PO|AWB|SN|S\/N)[ :#-]{0,2}$/;

const saysThing = new RegExp(
  `^["')\\]]{0,2}\\s?(?:(?:is|är|was|var|ist|er)\\s(?:(?:the|our|your|my|an?|vårt|ert|mitt|ett|vår|er|en)\\s)?|\\(\\s?)(?:${things})`,
  "i",
);
