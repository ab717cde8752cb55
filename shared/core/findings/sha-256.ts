/**
 * SHA-256 (FIPS 180-4) without a platform: identities are computed where nothing may be imported and nothing awaited,
 * and must be the same for ever.
 */

const toWords = (hex: string): Int32Array =>
  Int32Array.from(hex.trim().split(/\s+/), (word) => Number.parseInt(word, 16));

const ROUND_CONSTANTS = toWords(`
  428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5
  d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174
  e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da
  983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967
  27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85
  a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070
  19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3
  748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2
`);
const INITIAL_STATE = toWords(
  '6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19',
);
const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;
const encoder = new TextEncoder();

/** The digest of the text's UTF-8 form: 64 lower-case hexadecimal digits. A lone surrogate counts as U+FFFD. */
export function sha256Hex(text: string): string {
  const message = padded(encoder.encode(text));
  const state = INITIAL_STATE.slice();
  const schedule = new Int32Array(64);
  for (let offset = 0; offset < message.byteLength; offset += BLOCK_BYTES) {
    expand(message, offset, schedule);
    compress(state, schedule);
  }
  let digest = '';
  for (const word of state) digest += (word >>> 0).toString(16).padStart(8, '0');
  return digest;
}

/** A bit 1, zeros, and the length in bits as a 64-bit number, up to whole blocks. */
function padded(bytes: Uint8Array): DataView {
  const blocks = Math.ceil((bytes.length + 1 + LENGTH_BYTES) / BLOCK_BYTES);
  const view = new DataView(new ArrayBuffer(blocks * BLOCK_BYTES));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  view.setUint32(view.byteLength - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(view.byteLength - 4, bytes.length * 8);
  return view;
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The message schedule of one block. */
function expand(message: DataView, offset: number, w: Int32Array): void {
  for (let t = 0; t < 16; t += 1) w[t] = message.getInt32(offset + t * 4);
  for (let t = 16; t < 64; t += 1) {
    const near = w[t - 2]!;
    const far = w[t - 15]!;
    const sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
    const sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
    w[t] = sigma1 + w[t - 7]! + sigma0 + w[t - 16]!;
  }
}

/** The 64 rounds. The eight working words stay in one array and rotate through it: only two change in a round. */
function compress(state: Int32Array, w: Int32Array): void {
  const v = state.slice();
  for (let t = 0; t < 64; t += 1) {
    const a = v[-t & 7]!;
    const b = v[(1 - t) & 7]!;
    const c = v[(2 - t) & 7]!;
    const e = v[(4 - t) & 7]!;
    const choice = (e & v[(5 - t) & 7]!) ^ (~e & v[(6 - t) & 7]!);
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (v[(7 - t) & 7]! + sum1 + choice + ROUND_CONSTANTS[t]! + w[t]!) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    v[(3 - t) & 7]! += first;
    v[(7 - t) & 7] = first + sum0 + majority;
  }
  for (let i = 0; i < 8; i += 1) state[i]! += v[i]!;
}
