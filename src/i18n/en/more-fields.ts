/** More labels and helps: fields beyond those that every form asks for. */
export const moreFields = {
  'person.age_over': {
    label: 'Is at least of a given age',
    help: 'Whether the person has reached this age; the date of birth is not told.',
  },
  'person.is_citizen': {
    label: 'Is an Iranian national',
    help: 'Whether the person has a national ID, which only nationals have.',
  },
  'person.father_name': { label: 'Father’s name', help: 'Father’s first name as in the birth certificate.' },
  'person.birth_place': { label: 'Place of birth', help: 'The town that the birth certificate names.' },
  'person.gender': { label: 'Sex', help: 'Sex as written in the birth certificate.' },
  'person.nationality': {
    label: 'Nationality',
    help: 'The country whose national the person is, as its three-letter code.',
  },
  'person.birth_certificate': {
    label: 'Birth certificate',
    help: 'Number, serial and place of issue of the birth certificate.',
  },
  'person.passport_number': { label: 'Passport number', help: 'Number of the passport that is valid now.' },
  'person.residence_address': {
    label: 'Home address',
    help: 'The address registered as the person’s residence.',
  },
  'person.residence_postal_code': {
    label: 'Home postal code',
    help: 'Ten-digit postal code of the residence.',
  },
  'person.education_level': { label: 'Highest degree', help: 'The highest degree on record.' },
  'person.education': {
    label: 'Degree particulars',
    help: 'Field, university and date of graduation of the latest degree.',
  },
  'person.has_degree': {
    label: 'Has at least this degree',
    help: 'Whether the person holds this degree or a higher one.',
  },
  'person.medical_council_number': {
    label: 'Medical council number',
    help: 'Membership number of the medical council.',
  },
  'person.engineering_licence': {
    label: 'Engineering licence',
    help: 'Construction engineering licence with field, grade and expiry.',
  },
  'person.sana_registered': {
    label: 'Registered in Sana',
    help: 'Whether the person is registered for electronic service of court papers.',
  },
  'person.criminal_record_clear': {
    label: 'No effective criminal record',
    help: 'The criminal register’s yes or no; no details are fetched.',
  },
  'person.signature_certificate': {
    label: 'Signature certificate',
    help: 'Electronic signature certificates in the person’s name.',
  },
  'entity.name_history': {
    label: 'Former names',
    help: 'Earlier names of the entity and when each was changed.',
  },
  'entity.articles_of_association': {
    label: 'Articles of association',
    help: 'Date and number of the latest registered articles; not the document.',
  },
  'entity.successor': {
    label: 'Successor',
    help: 'The number under which the entity goes on after a change of number or a merger.',
  },
  'entity.shareholders': {
    label: 'Shareholders',
    help: 'Partners or shareholders and their shares, as far as they are registered.',
  },
  'entity.beneficial_owners': {
    label: 'Beneficial owners',
    help: 'Those who in the end own or control the entity.',
  },
  'entity.ownership_sector': {
    label: 'Ownership sector',
    help: 'Private, cooperative, state or public non-state.',
  },
  'entity.branches': { label: 'Registered branches', help: 'Branches entered in the register.' },
  'entity.trademarks': { label: 'Trade marks', help: 'Registered marks with number, classes and expiry.' },
  'entity.sana_registered': {
    label: 'Registered in Sana',
    help: 'Whether the entity is registered for electronic service of court papers.',
  },
  'entity.no_open_insolvency': {
    label: 'No open insolvency',
    help: 'Whether there is no open bankruptcy case or judgment.',
  },
  'entity.signature_certificate': {
    label: 'Organisation certificate',
    help: 'Electronic certificates of the entity or tied to it.',
  },
  'entity.registered_address': {
    label: 'Registered address',
    help: 'The address that was told to the register on founding or change.',
  },
  'entity.seat_division': {
    label: 'Province and city of the seat',
    help: 'Province, county and city in which the seat lies.',
  },
  'entity.seat_in_province': {
    label: 'Seat lies in this province',
    help: 'Whether the seat of the entity lies in this province.',
  },
  'entity.seat_address_confirmed': {
    label: 'Registered address confirmed',
    help: 'Whether the registered address lies in the city that Post knows.',
  },
  'entity.establishments': {
    label: 'Establishments',
    help: 'Factories, workshops, offices and shops with postal code.',
  },
  'entity.warehouses': {
    label: 'Warehouses',
    help: 'ID of each warehouse in the warehouse system, with postal code.',
  },
  'entity.postal_codes': {
    label: 'All postal codes',
    help: 'Postal codes of seat, branches and warehouses, each once.',
  },
  'entity.premises': {
    label: 'Title or lease of the premises',
    help: 'Owned or rented, with deed number or tracking code of the lease.',
  },
  'entity.has_valid_licence': {
    label: 'Holds a valid licence',
    help: 'Whether it holds a licence of this kind that is valid today; the licences are not told.',
  },
  'entity.in_activity': {
    label: 'Works in this activity',
    help: 'Whether it has an activity code in this group.',
  },
  'entity.enamad': { label: 'eNamad trust mark', help: 'Trust marks of each domain, with grade and expiry.' },
  'entity.qualifications': {
    label: 'Qualifications and grades',
    help: 'Contractor, consultant or service qualifications with field and grade.',
  },
  'entity.standards_certificates': {
    label: 'Standards certificates',
    help: 'Licences to use the standard mark, for each product.',
  },
  'entity.environmental_permits': {
    label: 'Environmental permits',
    help: 'Siting permit, assessment and monitoring of each unit.',
  },
  'entity.health_permits': {
    label: 'Health permits and technical manager',
    help: 'Permits to make, import or distribute health products, and their technical manager.',
  },
  'entity.products': {
    label: 'Goods and services with identifiers',
    help: 'Goods and services that carry an identifier.',
  },
  'entity.trade_roles': { label: 'Trade role codes', help: 'Role codes in the Comprehensive Trade System.' },
  'entity.customs_status': {
    label: 'Customs status',
    help: 'Registered with customs, authorised operator, suspended.',
  },
  'entity.tax_clearance': {
    label: 'Tax certificates',
    help: 'Tax certificates and clearances, with expiry.',
  },
  'entity.returns_filed': {
    label: 'Due returns are filed',
    help: 'Whether all returns that fell due are filed.',
  },
  'entity.staff_under': {
    label: 'Fewer staff than',
    help: 'Whether it has fewer insured staff than this; the figure is not told.',
  },
  'entity.payroll': {
    label: 'Monthly payroll',
    help: 'Total wages and premium of the last month, in rials.',
  },
  'entity.insurance_clearance': {
    label: 'Insurance clearance',
    help: 'Social-security clearance for a transfer or a contract.',
  },
  'entity.financial_statements': {
    label: 'Financial statements',
    help: 'Reference to each year’s statements and the auditor’s opinion; not the figures.',
  },
  'entity.no_overdue_fx_obligation': {
    label: 'No overdue currency obligation',
    help: 'Whether no currency obligation is open beyond its deadline.',
  },
  'entity.vehicles': { label: 'Vehicles', help: 'Number of vehicles in the entity’s name, by class.' },
  'entity.securities': {
    label: 'Sejam and Codal',
    help: 'Sejam registration, ticker symbol and page on Codal.',
  },
  'business.guild_licence': {
    label: 'Guild licence',
    help: 'Guild ID, union, guild and expiry of the licence.',
  },
  'business.trade_card': {
    label: 'Trade card',
    help: 'Trade card or small-trader card in the person’s name.',
  },
  'business.has_valid_trade_card': {
    label: 'Has a valid trade card',
    help: 'Whether the person has a trade card that is neither expired nor suspended.',
  },
  'business.has_valid_licence': {
    label: 'Holds a valid licence',
    help: 'Whether the person holds a licence of this kind that is valid today; the licences are not told.',
  },
  'business.in_activity': {
    label: 'Works in this activity',
    help: 'Whether the person has an activity code in this group.',
  },
  'business.enamad': {
    label: 'eNamad trust mark',
    help: 'Trust mark of the person’s online shop, with its domain.',
  },
  'business.division': {
    label: 'Province and city of the business',
    help: 'Province, county and city in which the place of business lies.',
  },
  'business.in_province': {
    label: 'Business lies in this province',
    help: 'Whether the place of business lies in this province.',
  },
  'business.premises': {
    label: 'Title or lease of the place of business',
    help: 'Owned or rented, with deed number or tracking code of the lease.',
  },
  'business.is_vat_registered': {
    label: 'Is registered for VAT',
    help: 'Whether the business is registered for value-added tax.',
  },
  'business.tax_clear': { label: 'No final tax debt', help: 'Whether no final tax debt is unpaid.' },
  'business.insurance_clear': {
    label: 'No overdue insurance debt',
    help: 'Whether no social-security debt is final and overdue.',
  },
  'business.under_50_staff': {
    label: 'Fewer than 50 staff',
    help: 'Whether it has fewer than fifty insured staff; the figure is not told.',
  },
};
