/** What the pages of /me/security are given. */

export interface SecurityData {
  readonly passkeys: readonly {
    readonly id: string;
    readonly name: string;
    readonly hardwareBound: boolean;
    readonly createdAt: Date;
    readonly usedAt: Date | null;
  }[];
  readonly totp: { readonly createdAt: Date; readonly usedAt: Date | null } | undefined;
  /** The last digits of the mobile. */
  readonly sms: string | undefined;
  readonly recoveryCodesLeft: number;
  readonly certificates: readonly (CertificateShown & {
    readonly id: string;
    readonly createdAt: Date;
    readonly usedAt: Date | null;
  })[];
  /** Whether certificates are a way here at all. */
  readonly takesCertificates: boolean;
  /** What was just done, by its key in the words. */
  readonly done: string | undefined;
}

export interface CertificateShown {
  readonly subject: string;
  readonly issuer: string;
  readonly until: Date;
}

/** A page that changes something: until when it is accepted, and what was wrong the last time. */
export interface ChangeData {
  readonly until: Date;
  readonly refused: string | undefined;
  /** The box that it is about. */
  readonly wrong?: string;
}

export interface NewPasskeyData extends ChangeData {
  /** Options for the browser, as JSON. */
  readonly options: string;
  readonly name: string;
}

export interface NewCertificateData extends ChangeData {
  /** What the browser shows at this moment. */
  readonly shown: CertificateShown | undefined;
}

export interface NewTotpData extends ChangeData {
  readonly secret: string;
  /** The address that the picture holds, drawn as squares. */
  readonly squares: readonly (readonly boolean[])[];
  readonly sealed: string;
}

export interface NewPasswordData extends ChangeData {
  readonly needsOld: boolean;
  readonly least: number;
}
