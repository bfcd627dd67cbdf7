import { admin } from './en/admin.ts';
import { agencies } from './en/agencies.ts';
import { approvals } from './en/approvals.ts';
import { calls } from './en/calls.ts';
import { cases } from './en/cases.ts';
import { checks } from './en/checks.ts';
import { common } from './en/common.ts';
import { consents } from './en/consents.ts';
import { counters } from './en/counters.ts';
import { credentials } from './en/credentials.ts';
import { demo } from './en/demo.ts';
import { developer } from './en/developer.ts';
import { device } from './en/device.ts';
import { directory } from './en/directory.ts';
import { emergency } from './en/emergency.ts';
import { enrolment } from './en/enrolment.ts';
import { errors } from './en/errors.ts';
import { factors } from './en/factors.ts';
import { faults } from './en/faults.ts';
import { feedback } from './en/feedback.ts';
import { fields } from './en/fields.ts';
import { figures } from './en/figures.ts';
import { flow } from './en/flow.ts';
import { inspector } from './en/inspector.ts';
import { launch } from './en/launch.ts';
import { life, stops } from './en/life.ts';
import { lookup } from './en/lookup.ts';
import { machines } from './en/machines.ts';
import { mandates } from './en/mandates.ts';
import { me } from './en/me.ts';
import { notices } from './en/notices.ts';
import { oidc } from './en/oidc.ts';
import { overlap } from './en/overlap.ts';
import { record } from './en/record.ts';
import { registries } from './en/registries.ts';
import { rights } from './en/rights.ts';
import { sandbox } from './en/sandbox.ts';
import { say } from './en/say.ts';
import { secondFactor } from './en/second-factor.ts';
import { status } from './en/status.ts';
import { streams } from './en/streams.ts';
import { support } from './en/support.ts';
import { suspensions } from './en/suspensions.ts';
import { transparency } from './en/transparency.ts';
import { values } from './en/values.ts';
import { versions } from './en/versions.ts';
import { window } from './en/window.ts';
import type { Messages } from './fa.ts';

export const en = {
  admin,
  agencies,
  approvals,
  calls,
  cases,
  checks,
  common,
  consents,
  counters,
  credentials,
  demo,
  developer,
  device,
  directory,
  emergency,
  enrolment,
  errors,
  factors,
  faults,
  feedback,
  fields,
  figures,
  flow,
  inspector,
  launch,
  life,
  lookup,
  machines,
  mandates,
  me,
  notices,
  oidc,
  overlap,
  record,
  registries,
  rights,
  sandbox,
  say,
  secondFactor,
  streams,
  status,
  stops,
  support,
  suspensions,
  transparency,
  values,
  versions,
  window,
} satisfies Messages;
