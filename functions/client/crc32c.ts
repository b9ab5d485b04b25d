/** The bytes of a file that are in memory at once, while its checksum is made. */
const pieceBytes = 4 * 1024 * 1024;

/** The CRC32C of a file as Cloud Storage writes it: four bytes, big-endian, in base64. Reads it piece by piece. */
export async function crc32cOf(file: Blob): Promise<string> {
  let crc = 0xffffffff;
  for (let start = 0; start < file.size; start += pieceBytes) {
    const piece = await file.slice(start, start + pieceBytes).arrayBuffer();
    for (const byte of new Uint8Array(piece)) {
      crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
    }
  }
  const value = ~crc;
  return btoa(String.fromCharCode(...[24, 16, 8, 0].map((bits) => (value >>> bits) & 0xff)));
}

/** What each byte does to the checksum; 0x82f63b78 is Castagnoli's polynomial, mirrored (RFC 3720, appendix B.4). */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  return crc;
});
