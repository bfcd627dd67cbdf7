import type { Messages } from '../fa.ts';

/** What client systems asked lately, why it failed, and what to do. */
export const calls: Messages['calls'] = {
  title: 'Last calls',
  of: name => `Last calls of “${name}”`,
  lede: 'The last hundred that failed and the last hundred that succeeded, with the reason and what to do. What was the same within a minute is one line. Nothing of anybody’s stands here.',
  only: 'Which',
  wanted: { all: 'All', errors: 'Those that failed', successes: 'Those that succeeded' },
  live: 'Load anew every five seconds',
  stop: 'Stop loading anew',
  isLive: 'This page loads itself anew every five seconds.',
  none: 'Nothing yet. As soon as this system calls, it stands here within a second.',
  time: 'When',
  step: 'Step',
  result: 'Result',
  why: 'Why, and what to do',
  parameter: 'What was wrong',
  request: 'Tracking code',
  times: n => `${n} times within this minute`,
  ok: 'Done',
  failed: 'Failed',
  said: 'What your system was told:',
  kept: 'Kept for 30 days at the most. By program with the system’s own token:',
  systems: 'Last calls of your system',
  systemsText:
    'Each sign-in, token and profile call of your system, what failed, why, and what to do. For officers of its agency and for the staff.',
  open: 'Show',
  clientId: 'Identifier of the system (client_id)',
  steps: {
    authorization: 'Sign-in',
    pushed: 'Pushed request',
    token: 'Token',
    userinfo: 'Userinfo',
    profile: 'Profile',
    introspection: 'Introspection',
    revocation: 'Revocation',
    sign_out: 'Sign-out',
    device: 'Device',
    backchannel: 'Backchannel request (CIBA)',
    registration: 'Registration',
    api: 'Other addresses',
  },
  reasons: {
    client_unknown: {
      why: 'No client has this identifier.',
      fix: 'Take client_id from your registration, letter by letter.',
    },
    client_off: {
      why: 'This client does not work now: it waits for approval, is suspended, stopped or retired.',
      fix: 'Look at its state in the console, or ask your agency.',
    },
    secret_wrong: {
      why: 'The secret is not the one of this client.',
      fix: 'Send the secret that was shown last. If nobody has it any more, let it be renewed.',
    },
    secret_expired: {
      why: 'The secret has come to its last day.',
      fix: 'Add a new secret, use it, then remove the old one.',
    },
    method_wrong: {
      why: 'The client proved itself in another way than it was registered with.',
      fix: 'Use the token_endpoint_auth_method of the registration, or have that changed.',
    },
    proof_missing: {
      why: 'The client did not prove who it is, or its header could not be read.',
      fix: 'Send client_id and secret by HTTP Basic, each URL-encoded, or a client_assertion.',
    },
    client_proof: {
      why: 'The proof of the client was not accepted.',
      fix: 'Check secret or key; with a key also that its public part is in your JWKS and the address answers.',
    },
    assertion_used: {
      why: 'This client_assertion has been used before.',
      fix: 'Make a new one, with a new jti, for every request.',
    },
    assertion_wrong: {
      why: 'A claim of the client_assertion is missing or wrong.',
      fix: 'iss and sub are your client_id, aud is the issuer, exp lies in the next minutes, jti is new; alg is the registered one.',
    },
    code_used: {
      why: 'This code has been exchanged before.',
      fix: 'Exchange each code once. Do not repeat the request on a time-out; begin the sign-in again.',
    },
    code_expired: {
      why: 'The code is older than a minute.',
      fix: 'Exchange it as soon as it arrives.',
    },
    code_unknown: {
      why: 'This code is not known, or is long over.',
      fix: 'Send the code as it came, URL-decoded once, to the issuer that gave it.',
    },
    redirect_changed: {
      why: 'The redirect_uri of the token request is another than that of the sign-in.',
      fix: 'Send exactly the same text in both.',
    },
    verifier_wrong: {
      why: 'The code_verifier does not belong to the code_challenge of this sign-in.',
      fix: 'Keep the verifier with the browser’s session; code_challenge is BASE64URL(SHA-256(verifier)) without padding.',
    },
    challenge_missing: {
      why: 'The request had no code_challenge, or one of another method.',
      fix: 'Send code_challenge with code_challenge_method=S256 (PKCE).',
    },
    other_client: {
      why: 'This code or token was given to another client.',
      fix: 'Use what was issued to you only; look whether two of your systems were mixed up.',
    },
    refresh_used: {
      why: 'This refresh token has been used before, and all of its line was ended to be safe.',
      fix: 'Keep the new refresh token of each answer at once; let one process refresh at a time.',
    },
    refresh_gone: {
      why: 'This refresh token is not known or has expired.',
      fix: 'Send the person to sign in again.',
    },
    grant_gone: {
      why: 'What this token rests on has ended: signed out, permission withdrawn, power or account ended.',
      fix: 'Send the person to sign in again; listen to events to know it earlier.',
    },
    grant_refused: {
      why: 'What was shown for a token was not accepted.',
      fix: 'Begin a new sign-in and keep code, verifier and redirect_uri of one sign-in together.',
    },
    token_gone: {
      why: 'The access token is unknown, has expired, or was revoked.',
      fix: 'Refresh it, or sign in again. It lives for some minutes only (expires_in).',
    },
    token_missing: {
      why: 'The request carried no access token.',
      fix: 'Send it in the Authorization header, never in the address.',
    },
    scope_missing: {
      why: 'The token was issued without the scope that this needs.',
      fix: 'Ask for the scope at sign-in; what a token may do is settled there.',
    },
    scope_wrong: {
      why: 'A scope was asked for that this client does not have.',
      fix: 'Ask only for scopes of your registration; openid is always needed.',
    },
    scope_own: {
      why: 'This scope is not given at a person’s sign-in.',
      fix: 'Ask for it by client_credentials, with a token of the system itself.',
    },
    dpop_nonce: {
      why: 'The proof has to carry a nonce of ours.',
      fix: 'Take it from the DPoP-Nonce header of this answer and send a new proof. That is part of the protocol.',
    },
    dpop_missing: {
      why: 'This client has to prove its key, and no DPoP header came.',
      fix: 'Send a DPoP proof with every token request and every call.',
    },
    dpop_wrong: {
      why: 'The DPoP proof was not accepted.',
      fix: 'A new proof for each request: htm, htu without query, iat of now, a new jti, ath of the token; the same key as before.',
    },
    redirect_unknown: {
      why: 'The redirect_uri is none of the registered addresses.',
      fix: 'They are compared letter by letter, with port and slash. Register this one or send a registered one.',
    },
    logout_address: {
      why: 'The post_logout_redirect_uri is none of the registered addresses.',
      fix: 'Register it, or send a registered one, with id_token_hint or client_id.',
    },
    purpose_needed: {
      why: 'This client has several purposes and named none.',
      fix: 'Name one in the parameter purpose.',
    },
    purpose_unknown: {
      why: 'This purpose is not one of the client, or is not approved yet.',
      fix: 'Send the key of an approved purpose, as it stands in the console.',
    },
    purpose_none: {
      why: 'The scope business_profile was asked for, and no purpose of this client is approved.',
      fix: 'Register a purpose and have it approved; until then leave the scope out.',
    },
    not_in_pilot: {
      why: 'The client is in its pilot and this person does not take part.',
      fix: 'Have the person added to the pilot, or take the next step of the client’s life.',
    },
    parameter_missing: {
      why: 'A parameter that is needed was not there.',
      fix: 'Send the one that is named here.',
    },
    parameter_twice: {
      why: 'A parameter came twice.',
      fix: 'Send each one once.',
    },
    request_object: {
      why: 'The request object or its address was not accepted.',
      fix: 'Sign it with a key of your JWKS; iss is your client_id, aud the issuer, exp soon. A pushed request can be used once.',
    },
    target_other: {
      why: 'Tokens are for this issuer only, and another resource was named.',
      fix: 'Leave resource out.',
    },
    not_registered_for: {
      why: 'The client asked for something in a way that it is not registered for.',
      fix: 'Use what grant_types and response_types of the registration say, or have them changed.',
    },
    person_refused: {
      why: 'The person said no, or left. That is no error of yours.',
      fix: 'Show your own form, and a way to try again.',
    },
    prompt_none: {
      why: 'Nothing could be asked (prompt=none), and something had to be: sign-in, whom to act for, or permission.',
      fix: 'Send the person once more without prompt=none. That is part of the protocol.',
    },
    level_unmet: {
      why: 'A level of assurance was demanded that cannot be reached.',
      fix: 'Demand one of acr_values_supported.',
    },
    pending: {
      why: 'The person has not answered yet.',
      fix: 'Ask again after the interval. That is part of the protocol.',
    },
    too_fast: {
      why: 'It was asked again before the interval was over.',
      fix: 'Wait for interval seconds, five more after each slow_down.',
    },
    request_expired: {
      why: 'The request has come to its end without an answer.',
      fix: 'Begin a new one.',
    },
    request_wrong: {
      why: 'The request was not as the protocol wants it.',
      fix: 'Read what your system was told, and try the request in the inspector.',
    },
    ours: {
      why: 'That was an error of ours; it is in our log under the tracking code.',
      fix: 'Try again. If it stays, tell us the tracking code.',
    },
  },
};
