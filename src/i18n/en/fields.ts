import { moreFields } from './more-fields.ts';

/** Label and help of every field of the catalogue, by its key. */
export const fields = {
  ...moreFields,
  'person.national_id': {
    label: 'National ID',
    help: 'The ten-digit number that the civil register gives to every Iranian.',
  },
  'person.foreign_id': {
    label: 'Foreign-national code',
    help: 'The unique number that the state gives to a foreign national.',
  },
  'person.given_name': { label: 'Given name', help: 'First name as it stands in the civil register.' },
  'person.family_name': { label: 'Family name', help: 'Last name as it stands in the civil register.' },
  'person.full_name': { label: 'Full name', help: 'Given and family name in one line, for display.' },
  'person.latin_name': {
    label: 'Name in Latin letters',
    help: 'Given and family name in Latin letters; best as in the passport.',
  },
  'person.birth_date': {
    label: 'Date of birth',
    help: 'Day, month and year of birth in the civil register.',
  },
  'person.is_adult': {
    label: 'Is 18 or older',
    help: 'Whether the person is 18; the date itself is not told.',
  },
  'person.life_status': {
    label: 'Life status',
    help: 'Whether the civil register holds the person as alive or deceased.',
  },
  'person.identity_matched': {
    label: 'Identity matched',
    help: "The civil register's yes or no to whether the particulars fit the national ID.",
  },
  'person.mobile': { label: 'Mobile', help: "A mobile number in the person's own name." },
  'person.mobile_owned': {
    label: 'Mobile is in own name',
    help: "Shahkar's yes or no to whether the number is in the name of this national ID.",
  },
  'person.email': { label: 'E-mail', help: 'The e-mail address that the person gave.' },
  'person.offices': {
    label: 'Offices in legal entities',
    help: 'Offices held, now or before, in registered entities.',
  },
  'person.social_insurance_number': {
    label: 'Social-insurance number',
    help: "The person's number with the Social Security Organization.",
  },
  'entity.legal_id': { label: 'Legal-entity ID', help: 'The eleven-digit number given on registration.' },
  'entity.legal_name': {
    label: 'Registered name',
    help: 'The full name under which the entity is registered.',
  },
  'entity.latin_name': {
    label: 'Latin name',
    help: "The entity's name in Latin letters, for trade documents.",
  },
  'entity.trade_name': { label: 'Trade name', help: 'The name under which the public knows the business.' },
  'entity.registration_number': {
    label: 'Registration number',
    help: 'The number in the local register of companies.',
  },
  'entity.registration_date': { label: 'Registered on', help: 'The day on which the entity was registered.' },
  'entity.registration_office': {
    label: 'Registration office',
    help: 'The office where the entity is registered.',
  },
  'entity.legal_form': {
    label: 'Kind',
    help: 'Such as private joint stock, limited liability, cooperative, non-commercial institute.',
  },
  'entity.status': { label: 'Status', help: 'Active, under liquidation, dissolved, bankrupt or merged.' },
  'entity.is_active': { label: 'Company is active', help: 'Whether the entity is active today.' },
  'entity.objects': { label: 'Object', help: 'The objects as registered in the articles.' },
  'entity.fiscal_year_end': {
    label: 'Fiscal year end',
    help: 'Month and day on which the fiscal year ends.',
  },
  'entity.capital': { label: 'Registered capital', help: 'Registered and paid-up capital, in rials.' },
  'entity.officers': {
    label: 'Officers',
    help: 'Directors, board members, inspectors and liquidators with the term of each.',
  },
  'entity.managing_director': { label: 'Managing director', help: 'The current managing director and term.' },
  'entity.board_members': { label: 'Board members', help: 'The members of the board today.' },
  'entity.signatories': { label: 'Signatories', help: 'Those whose signature binds the entity.' },
  'entity.signature_rule': { label: 'Signature rule', help: 'How many and who must sign together.' },
  'entity.has_current_board': {
    label: 'Signatories’ terms hold',
    help: 'Whether the terms of those whose signature is needed still run.',
  },
  'entity.binds_by_one': {
    label: 'Binds by one signature',
    help: 'Whether one signature suffices to bind the entity.',
  },
  'entity.gazette_notices': {
    label: 'Gazette notices',
    help: 'Notices of founding and change, with number and date.',
  },
  'entity.seat_address': { label: 'Registered seat', help: 'The address registered as the seat.' },
  'entity.seat_postal_code': { label: 'Postal code of the seat', help: 'Ten-digit postal code of the seat.' },
  'entity.phones': { label: 'Phones', help: "The entity's landlines and fax." },
  'entity.email': { label: 'Company e-mail', help: 'The official e-mail address.' },
  'entity.website': { label: 'Website', help: "Address of the entity's website." },
  'entity.contact_person': { label: 'Contact person', help: 'The person who answers for the entity.' },
  'entity.activity_codes': {
    label: 'Activity (ISIC)',
    help: "Codes of economic activity taken from the entity's licences.",
  },
  'entity.licences': {
    label: 'Business licences',
    help: 'All licences with unique ID, kind, issuer and expiry.',
  },
  'entity.industrial_licence': {
    label: 'Operating licence',
    help: 'Industrial permits: establishment and operation, with number and expiry.',
  },
  'entity.trade_card': { label: 'Trade card', help: 'Trade card with number, chamber and expiry.' },
  'entity.has_valid_trade_card': {
    label: 'Has a valid trade card',
    help: 'Whether it has a trade card, neither expired nor suspended.',
  },
  'entity.economic_code': {
    label: 'Economic code',
    help: 'The number by which the tax administration knows the entity.',
  },
  'entity.tax_file': { label: 'Tax file', help: 'File number, tax office and tax activity code.' },
  'entity.vat_registration': {
    label: 'VAT registration',
    help: 'Whether registered for VAT, and the certificate.',
  },
  'entity.is_vat_registered': { label: 'Is VAT-registered', help: 'Whether it is registered for VAT today.' },
  'entity.moadian_membership': {
    label: 'E-invoice membership',
    help: 'Membership of the e-invoice system and fiscal memory IDs.',
  },
  'entity.tax_clear': { label: 'No final tax debt', help: 'Whether it has no final unpaid tax debt.' },
  'entity.turnover': {
    label: 'Annual turnover',
    help: 'Turnover of the last fiscal year in rials, as declared or assessed.',
  },
  'entity.workshop_codes': {
    label: 'Insurance workshop codes',
    help: 'Ten-digit code of each workshop with social security, and its branch.',
  },
  'entity.staff_count': { label: 'Insured staff', help: 'Number of insured in the last monthly list.' },
  'entity.under_50_staff': {
    label: 'Under 50 workers',
    help: 'Whether fewer than fifty people are insured by it; the number itself is not given.',
  },
  'entity.size_class': { label: 'Size class', help: 'Micro, small, medium or large by number of staff.' },
  'entity.insurance_clear': {
    label: 'No overdue insurance debt',
    help: 'Whether it owes social security nothing that is final and due.',
  },
  'entity.bank_accounts': { label: 'Company IBAN', help: "Accounts in the entity's name with IBAN." },
  'entity.no_returned_cheque': {
    label: 'No open returned cheque',
    help: 'Whether it has no returned cheque still open.',
  },
  'business.trade_name': {
    label: 'Business name',
    help: 'The name on the sign or by which the business is known.',
  },
  'business.kind': {
    label: 'Kind of business',
    help: 'Guild unit, home business, online, professional or agricultural.',
  },
  'business.status': { label: 'Business status', help: 'Active, suspended or closed.' },
  'business.is_active': { label: 'Business is active', help: 'Whether the business is active today.' },
  'business.licences': {
    label: 'Business licences',
    help: 'All licences with unique ID, kind, issuer and expiry; home-business ones too.',
  },
  'business.activity_codes': {
    label: 'Activity (ISIC)',
    help: "Codes of economic activity taken from the person's licences.",
  },
  'business.address': {
    label: 'Place of business',
    help: 'Address of the place of business as Post knows it.',
  },
  'business.postal_code': {
    label: 'Postal code of the business',
    help: 'Ten-digit postal code of the place of business.',
  },
  'business.phone': { label: 'Business phone', help: 'Landline of the place of business.' },
  'business.economic_code': {
    label: 'Economic code',
    help: 'Fourteen digits: national ID and a row of four.',
  },
  'business.tax_file': {
    label: 'Tax file of the business',
    help: 'File number, tax office and tax activity code.',
  },
  'business.vat_registration': { label: 'VAT registration', help: 'Whether registered for VAT.' },
  'business.moadian_membership': {
    label: 'E-invoice membership',
    help: 'Membership of the e-invoice system and fiscal memory IDs.',
  },
  'business.workshop_codes': {
    label: 'Insurance workshop codes',
    help: 'Ten-digit workshop code with social security.',
  },
  'business.staff_count': { label: 'Insured staff', help: 'Number of insured in the last monthly list.' },
  'business.bank_accounts': { label: 'Business IBAN', help: 'Accounts declared for the business.' },
};
