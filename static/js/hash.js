// A number from a text, the same on every visit (FNV-1a, 32 bits): drawings take their colours and motifs from it.
export function hash(text) {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ character.codePointAt(0), 0x01000193);
  }
  // The low bits of FNV-1a barely mix for short texts; one more round spreads them.
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
