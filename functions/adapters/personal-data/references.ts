/** True where the text ends in the name of a numbered thing, or in a list of its numbers. */
export function referenceBefore(text: string): boolean {
  return namesThing.test(text) || numbering.test(text);
}

/** True where the text goes on to say that the number before it is one of a thing, as in `(ticket)`. */
export function referenceAfter(text: string): boolean {
  return saysThing.test(text);
}

const things = [
  "ticket|case|order|invoice|incident|request|issue|bug|quote|rma|shipment|tracking|parcel|serial|part|sku|article|item",
  "product|model|asset|contract|subscription|reference|refs?|po|receipt|transaction|session|message|event",
  "job|batch|build|log|queue|trace|span|correlation|change|pixel|measurement|campaign|project|thread|imei|vat",
  "lot|shelf|waybill|consignment|voucher|coupon|booking|reservation|delivery|meeting|conference|member|claim|release|revision|firmware",
  "leverans|följesedel|inköpsorder|rekvisition|uppdrag|protokoll|möte|konferens|bokning|medlem|parti|tjänst|hyll|lager|artikelnr",
  "ocr|bankgiro|plusgiro|duns|orgnr|org\\. ?nr|ärende|arende|beställning|faktura|kvitto|referens|avtal|artikel|serie|offert",
  "diarie|dnr|projekt|moms|transaktion|sändning|kolli|paket|prenumeration|meddelande|ändring|felanmälan|supportärende",
  "sak|sag|ordre|bestilling|tilaus|tapaus|lasku|auftrag|bestellung|rechnung|vorgang|aktenzeichen|fall|zaak|bestelling",
  "factuur|pedido|caso|factura|commande|facture|dossier|ordine|fattura|pratica|zam[oó]wieni[ea]|zg[lł]oszeni[ea]|sprawa",
].join("|");

/** What has numbers, but may itself be a person's: these count only with a word for number behind them. */
const holders =
  "customer|client|account|user|device|property|company|organi[sz]ation|org|licen[cs]e|kund|konto|organisation|företag|kunde|cliente";

const counter =
  "[ ._-]{0,2}(?:numbers?|nummer|numret|numer|n[uú]mero|nro|nos?\\b|nr|num|ids?\\b|ref\\b|key|code|kod|#)";
const link =
  "[\\s\"'`]{0,2}[.:=#(\\[>-]{0,2}\\s{0,2}(?:(?:is|was|are|är|var|er|ist|to|till)\\s)?[\\s\"'`(\\[]{0,3}";
const earlier =
  "(?:(?=[A-Za-z-]{0,9}\\d)[A-Za-z0-9-]{4,24}(?:\\s?[,&/]\\s?|\\s(?:and|och|or|eller|to|till)\\s)){0,3}";

const namesThing = new RegExp(
  `(?<![A-Za-z\\u00C0-\\u024F])(?:(?:${things})(?:s|en|et|n|ens)?(?:${counter}){0,2}|(?:${holders})(?:s|en)?(?:${counter}){1,2})${link}${earlier}$`,
  "i",
);

/** The letters of a numbering, as in `INC 2026…`. */
const numbering =
  /(?<![A-Za-z])(?:INC|CS|REQ|CHG|PRB|TKT|SR|WO|SO|INV|ORD|KB|RITM|TASK|ÄR)[ :#-]{0,2}$/;

const saysThing = new RegExp(
  `^["')\\]]{0,2}\\s?(?:(?:is|är|was|var)\\s(?:(?:the|our|your|my|an?|vårt|ert|mitt|ett)\\s)?|\\(\\s?)(?:${things})`,
  "i",
);
