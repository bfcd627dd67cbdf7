/** What Yekbar answers, as far as this system reads it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Field {
  readonly value: Json;
  readonly status: 'present' | 'absent' | 'not_applicable' | 'source_down' | 'withheld' | 'disputed';
  readonly class: 'authoritative' | 'derived' | 'self_declared' | 'verified';
  readonly source: { readonly registry: string; readonly custodian: string } | null;
  readonly fetched_at: string | null;
  readonly stale: boolean;
}

export interface Represented {
  readonly type: 'legal_entity' | 'self';
  readonly id?: string;
  readonly name?: string;
  readonly authority?: { readonly basis: string; readonly role?: string; readonly mode: string };
}

export interface Profile {
  readonly subject: { readonly type: 'legal_entity' | 'self'; readonly id?: string };
  readonly release: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** A refusal: application/problem+json (RFC 9457) with a stable code and a sentence for people. */
export interface Problem {
  readonly status: number;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
}

/** Reads the answer of the profile address: the profile, or the refusal. */
export async function readAnswer(response: Response): Promise<{ profile?: Profile; problem?: Problem }> {
  const body: unknown = await response.json().catch(() => ({}));
  if (response.ok) return { profile: body as Profile };
  const text = (name: string) => {
    const value = (body as Record<string, unknown> | null)?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    problem: {
      status: response.status,
      code: text('code'),
      detail: text('detail'),
      requestId: text('request_id'),
    },
  };
}
