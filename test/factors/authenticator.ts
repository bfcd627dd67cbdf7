/** An authenticator in the test itself: makes passkeys (ES256, attestation "none") and answers with them. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface Making {
  /** Can be copied to other devices. */
  readonly synced?: boolean;
  /** Was copied already. */
  readonly backedUp?: boolean;
  readonly verified?: boolean;
  readonly origin?: string;
  readonly rpId?: string;
  readonly counter?: number;
}

interface Options {
  readonly challenge: string;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();

export class Authenticator {
  readonly #origin: string;
  readonly id = randomBytes(16);
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject };
  readonly synced: boolean;
  counter = 0;
  userHandle: Buffer | undefined;

  constructor(origin: string, options: { synced?: boolean } = {}) {
    this.#origin = origin;
    this.synced = options.synced ?? false;
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** What navigator.credentials.create() would give, as JSON. */
  create(options: Options & { user: { id: string } }, making: Making = {}): string {
    this.userHandle = Buffer.from(options.user.id, 'base64url');
    const { x = '', y = '' } = this.#key.publicKey.export({ format: 'jwk' });
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const authData = Buffer.concat([this.#head(making, 0x40), Buffer.alloc(16), length, this.id, cose]);
    const size = Buffer.alloc(2);
    size.writeUInt16BE(authData.length);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      Buffer.from([0x59]),
      size,
      authData,
    ]);
    return this.#answer({
      clientDataJSON: this.#client('webauthn.create', options, making).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['usb', 'nfc'],
    });
  }

  /** What navigator.credentials.get() would give, as JSON. */
  get(options: Options, making: Making = {}): string {
    this.counter++;
    const authData = this.#head(making, 0);
    const client = this.#client('webauthn.get', options, making);
    const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), this.#key.privateKey);
    return this.#answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: this.userHandle?.toString('base64url'),
    });
  }

  #head(making: Making, more: number): Buffer {
    const { verified = true, synced = this.synced, counter = this.counter } = making;
    const { backedUp = synced } = making;
    const flags = 0x01 | (verified ? 0x04 : 0) | (synced ? 0x08 : 0) | (backedUp ? 0x10 : 0) | more;
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags);
    tail.writeUInt32BE(counter, 1);
    return Buffer.concat([sha256(making.rpId ?? new URL(this.#origin).hostname), tail]);
  }

  #client(type: string, { challenge }: Options, { origin = this.#origin }: Making): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #answer(response: Record<string, unknown>): string {
    const id = this.id.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} });
  }
}

/** A short CBOR text. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}
