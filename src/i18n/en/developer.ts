import type { Messages } from '../fa.ts';

export const developer: Messages['developer'] = {
  title: 'For developers',
  lede: 'Connecting a system: sign-in with Yekbar, and what government knows already, with the person’s own permission.',
  steps: 'Four steps',
  stepList: {
    register:
      'Register the system and its purpose: which fields, on what basis and for how long. Two people look at it.',
    signIn: 'Sign the person in by OpenID Connect: the code flow with PKCE, and a library that exists.',
    profile:
      'Fetch the fields with the access token; each with its register, its date and whether it is fresh.',
    change: 'Do not ask again and again: events tell you when something changed.',
  },
  catalogue: 'List of data fields',
  errors: 'Error codes',
  start: 'A first program',
  startText:
    'All of these do the same: sign somebody in and fetch the fields of her company, as the sample client. But for the first they use the standard library of the language alone. For a real system, a library with an OpenID certification is better.',
  tested: 'run by a test where its tool is installed',
  untested: 'never run by us',
  contract: 'The contract',
  contractText: (type, code, detail, id) =>
    `What stands here stays, and changes only with an entry in the changelog. Every refusal is ${type}: ${code} for the program, ${detail} for people, ${id} for tracking it.`,
  address: 'Address',
  purpose: 'For',
  addresses: {
    discovery: 'addresses and abilities of OpenID Connect',
    profile: 'the fields of your purpose, with source and freshness of each',
    batch: 'up to a thousand people or companies at once, only for a purpose that rests on law',
    withdrawal: 'giving a permission back',
    handover: 'handing an application to another system, by a reference that is good once',
    redemption: 'taking over an application that was handed to you',
    status: 'saying how an application stands, for the person to see',
    events: 'events: what changed, which permission was withdrawn',
    fields: 'all fields, for programs',
    admin: 'the OpenAPI 3.1 description of the admin API',
  },
  issuer: 'Issuer (iss):',
  sandbox: 'The people of the sandbox',
  sandboxText: 'All of them are invented, and every number begins with 999, which is assigned to nobody.',
  password: 'Password of all of them:',
  client: 'Sample client and its secret:',
  people: 'People',
  companies: 'Companies',
  name: 'Name',
  number: 'Identifier',
  outbox: 'Messages of the demo',
  errorsLede:
    'Every refusal has a code that does not change, and a sentence that says what happened, what did not, and what to do.',
  search: 'A code, or a word of the sentence',
  find: 'Search',
  found: n => `${n} codes`,
  nothing: 'No code has these words; type a part of the code or a shorter word.',
  code: 'Code',
  persian: 'In Persian',
  english: 'In English',
  back: 'For developers',
};
