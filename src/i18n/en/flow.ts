import type { Messages } from '../fa.ts';

const fields = (n: string, count: number) => `${n} ${count === 1 ? 'field' : 'fields'}`;

export const flow: Messages['flow'] = {
  door: {
    label: 'This request',
    to: 'You are going to',
    agency: 'Agency',
    purpose: 'For',
    policy: 'Policy of this client',
    terms: 'Terms of this client',
    steps: 'Steps',
    done: 'done',
    now: 'this step',
    signIn: 'Sign in',
    signInHint: 'you prove that it is you',
    actingFor: 'Acting for',
    actingForHint: 'yourself, or a company you represent',
    consent: 'Permission',
    consentHint: 'you see every value before it is given',
    cancel: system => `Cancel and go back to ${system}`,
  },
  signIn: {
    title: 'Sign in with Yekbar',
    lede: 'This one sign-in is enough for the other systems too, for 12 hours.',
    nationalId: 'National ID',
    nationalIdHint: '10 digits. A foreign national? Type your 12-digit foreign-national code.',
    password: 'Password',
    guest: name => `Demo: sign in as ${name}`,
    submit: 'Sign in',
    address: issuer => `Before you type a password, look at the address of this page: it must be ${issuer}.`,
    refused: 'You are not signed in',
    toPassword: 'Go to the password box',
    again: 'Type the password again',
    toNationalId: 'Go to the box of the national ID',
    unreadable: 'This is no valid national ID or foreign ID; look at the digits again.',
    againTitle: 'Type your password again for this',
    againLede: name =>
      `You are signed in as ${name}. This needs a fresh sign-in, so that nobody else at this device does it in your place.`,
  },
  actingFor: {
    instead: 'Or sign in for somebody else',
    title: 'Whom are you acting for?',
    lede: system => `${system} will know you by this name. The choice changes nothing in other systems.`,
    legend: 'Acting for',
    self: name => `Myself, ${name}`,
    selfTag: 'in person',
    selfText: 'For your own affairs and for licences in your own name.',
    sole: 'your signature is enough',
    soleText: role => `You are ${role}, with sole signature.`,
    mandate: 'by mandate',
    mandateText: role => `You hold a mandate for it: ${role}.`,
    legalId: 'Legal-entity ID',
    submit: 'Continue',
    none: 'There is nobody for whom you could sign in to this system.',
    noneText:
      'Under each name we say why. If it is wrong, the register named there has to correct it; we cannot.',
    refused: 'We did not go on',
    closed: 'Not possible here',
    joint: (required, of) => `${required} signatures of ${of}`,
    jointText: role =>
      `You are ${role}; your signature alone is not enough, so nobody can sign in for it alone.`,
    few: ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
    you: 'you',
    ended: 'ended',
    endedText: on => `Your authority ended${on}; nobody can sign in for it on that authority.`,
    dissolved: 'dissolved',
    dissolvedText: on =>
      `Your authority ended when the company was dissolved${on}; nobody can sign in for it.`,
    on: date => ` on ${date}`,
    notBegun: 'not begun',
    notBegunText: on => `Your authority begins${on}; until then you cannot sign in for it.`,
    noSignature: 'no signature',
    noSignatureText: role => `You are ${role}, but without signature; you cannot sign in for it.`,
    notForPurpose: 'not for this',
    givenBy: who => `given by ${who}`,
    givenThrough: entity => `through ${entity}`,
    givenUntil: date => `until ${date}`,
    givenAmount: rials => `up to ${rials} rials`,
    outsideText: role => `Your mandate (${role}) does not cover this.`,
    offered: 'waiting for your answer',
    offeredText: role => `It has been offered to you: ${role}. It has no effect until you accept.`,
    accept: 'I accept',
    refuse: 'I do not accept',
    notForPurposeText: 'This system does not accept this kind of subject for this work.',
  },
  consent: {
    title: (agency, n, count) =>
      count === 1
        ? `Do you allow ${agency} to see this field?`
        : `Do you allow ${agency} to see these ${fields(n, count)}?`,
    about: subject =>
      `They are about ${subject}. What you see is exactly what is given; nothing is given before you allow it.`,
    newTitle: (n, count) =>
      count === 1
        ? '1 more field is asked for. Do you allow it?'
        : `${n} more fields are asked for. Do you allow them?`,
    newAbout: (subject, before, n, count) =>
      `You have allowed ${before} fields of ${subject} for the same work before. Only ${
        count === 1 ? 'this one has' : `these ${n} have`
      } been added.`,
    lawTitle: (agency, n, count) => `The law gives ${fields(n, count)} to ${agency}`,
    lawAbout: subject =>
      `They are about ${subject}. The law allows this, not you; this page only tells you so.`,
    againTitle: (n, count) =>
      count === 1
        ? '1 field is asked for again. Do you allow it?'
        : `${n} fields are asked for again. Do you allow them?`,
    againAbout: (subject, before, n, count) =>
      `The other ${before} fields of ${subject} that you allowed for the same work stay as they are. Only ${
        count === 1 ? 'this one is' : `these ${n} are`
      } new or mean something else now.`,
    renewed: 'new meaning',
    changes: {
      text: 'the name or text of the purpose',
      retention: 'how long it is kept',
      law: 'the legal basis',
    },
    changedLead: what => `Changed since you last allowed it: ${what}.`,
    renewedLead: list => `These fields mean something else now: ${list}.`,
    changedText: 'Your earlier permission was for the earlier meaning, so we ask again.',
    besideLaw: (n, count) => `${n} more ${count === 1 ? 'field is' : 'fields are'} given by law, not by you`,
    purpose: 'For',
    receiver: 'Who receives',
    why: 'Why it may ask',
    lawOf: (body, date) => `of ${date}, ${body}`,
    articles: (numbers, count) => `${count === 1 ? 'article' : 'articles'} ${numbers}`,
    keeps: 'How long it keeps them',
    until: date => `permission lasts until ${date}`,
    vouchers: {
      register: 'the register vouches',
      matched: 'matched by the register',
      derived: 'derived from the register',
      self: 'said by you',
    },
    dates: 'the date: when this value was fetched',
    values: 'Values',
    selfGroup: 'What you said',
    selfNote: 'no register vouches for this',
    matchedNote: 'this register only says “right” or “not”',
    matchedOn: when => `matched, ${when}`,
    derivedOn: when => `derived, ${when}`,
    added: 'added',
    stale: 'not fresh',
    staleLead: list => `Not fresh: ${list}.`,
    staleText: 'You see the last known value with its date; it is given marked “not fresh”.',
    sourceDown: 'not answering',
    downLead: registry => `${registry} does not answer.`,
    downText: list =>
      `We have no value of: ${list}. Your sign-in does not wait for it; the system will ask you for these itself.`,
    disputed: 'under review',
    withheld: 'not given',
    absent: 'none',
    notApplicable: 'does not apply',
    byLaw: 'by law',
    byLawLead: 'These fields are given without your permission.',
    byLawText: 'The basis is the act named above. Each time they are fetched, “My record” says so.',
    already: (n, count) => `The ${fields(n, count)} that you allowed before`,
    decide: 'Your decision',
    ifDenied: (system, n, count) =>
      `If you do not, ${system} will ask you for the same ${fields(n, count)} in its own form. Nothing else changes.`,
    ifNewDenied: (before, n) =>
      `If you do not, the earlier ${before} stay as they were, and you type these ${n} in the form yourself.`,
    allow: 'Allow',
    deny: 'Do not allow',
    continue: 'Seen, continue',
    withdraw: 'You can withdraw it in “My record” at any time; it takes effect at once.',
  },
  leave: {
    title: 'Do you want to sign out of Yekbar?',
    text: 'After that no system knows you without a new sign-in. What you saved in the systems stays there.',
    from: system => `${system} asked to sign you out.`,
    yes: 'Yes, sign out',
    no: 'No, stay signed in',
    doneTitle: 'You are signed out',
    doneText:
      'This browser no longer knows you. If the computer is not yours, close the windows of the other systems too.',
    back: system => `Back to ${system}`,
    systems: systems =>
      `In this sign-in you went to these systems: ${systems}. We tell each of them that listens.`,
    told: 'Whom we told',
    states: { told: 'Told', on_the_way: 'On its way', does_not_listen: 'Does not listen' },
    notListening: 'A system that does not listen may still know you. Sign out there too.',
    again: 'Sign in again',
  },
  expired: {
    title: 'This page is no longer open',
    text: system =>
      `Its time is over, or you have answered it already. Nothing of your work in ${system} is lost.`,
    textUnknown:
      'Its time is over, or you have answered it already. Go to the system that you came from and press “sign in” anew.',
    given: record => `Whatever was given so far is written in ${record}.`,
    record: '“My record”',
    restart: system => `Sign in to ${system} again`,
    all: 'All systems',
  },
};
