-- An agency contests its score once until it is answered, also where two officers do so at the same moment. Where it came
-- to two, the first stands.
update citizen_case c set state = 'taken_back'
where kind = 'contest' and state = 'open' and exists (
  select from citizen_case other
  where other.kind = 'contest' and other.state = 'open' and other.agency_id = c.agency_id
    and (other.opened_at, other.id) < (c.opened_at, c.id)
);
create unique index citizen_case_contest on citizen_case (agency_id) where state = 'open' and kind = 'contest';
