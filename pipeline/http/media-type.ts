const any = -1;

const shown: readonly [signature: readonly number[], mediaType: string][] = [
  [[0x89, 0x50, 0x4e, 0x47], 'image/png'],
  [[0xff, 0xd8, 0xff], 'image/jpeg'],
  [[0x47, 0x49, 0x46, 0x38], 'image/gif'],
  // RIFF, four bytes of length, WEBP: sounds and films come in the same container.
  [[0x52, 0x49, 0x46, 0x46, any, any, any, any, 0x57, 0x45, 0x42, 0x50], 'image/webp'],
];

/** Media type of evidence by its first bytes, never by what its publisher claimed; only raster pictures are shown inline. */
export function mediaTypeOf(bytes: Uint8Array): { mediaType: string; isShown: boolean } {
  for (const [signature, mediaType] of shown) {
    if (signature.every((byte, index) => byte === any || bytes[index] === byte)) return { mediaType, isShown: true };
  }
  return { mediaType: 'application/octet-stream', isShown: false };
}
